/**
 * Passwords that are tried first, in small letters and without the digits and signs that people hang
 * on: from public lists of leaked ones, and those of the countries that we drive in. Eight letters
 * are asked for anyhow, so shorter ones stand here only where digits usually follow them.
 */
export const KNOWN_PASSWORDS: ReadonlySet<string> = new Set(
  `
  abc abcd abcde abcdef admin administrator adobe africa alexander amani andrea angel angels anthony
  apple arsenal asdf asdfg asdfgh asdfghj asdfghjk asdfghjkl asante ashley babygirl bailey baraka
  barcelona baseball basketball batman beautiful benjamin blessed blessing blessings blink brandon
  butterfly changeme charlie chelsea cheese chocolate christian christine christopher computer
  cookie corvette danielle daniel database default diamond dispatch dispatcher dragon driver elizabeth
  eldoret emmanuel everton facebook family father favour ferrari flower flowers football forever
  forgot freedom freight friends fuckyou garfield george ginger god godisgood godislove golden
  google grace guest gospel hakuna hakunamatata hannah harambee harley heaven hello helpme hunter
  iloveyou iloveyouu iloveu internet jambo jamborafiki jehovah jennifer jessica jesus jesuschrist
  jesusislord jonathan jordan joseph joshua justin kampala karibu kenya kenyan kenyayetu kisumu
  krishna letmein liverpool lorry love lovely lovelove loveme loveyou lucky mamamia mamayangu manager
  manchester manunited maria mariana marina maryam master matatu matthew maverick mercedes merlin
  michael michelle mickey midnight mike mnbvcxz mombasa money monkey mother mpesa msafara mungu
  munguniwangu mustang mwalimu mwanza naivasha nairobi nakuru naruto nicholas nicole ninja nothing
  official operator orange pakistan pass passport passw passwd password passwords password1 peaches
  pepper phoenix pokemon power precious prince princess purple q1w2e3r4 qazwsx qazwsxedc qwer qwert
  qwerty qwertyu qwertyui qwertyuio qwertyuiop rafiki rainbow rebecca richard robert root runner
  safari safaricom samantha samsung samuel school secret secure security server shadow shipper
  shopping silver simba slayer smokey snoopy soccer software sophie spiderman starwars stephanie
  sunshine superman superstar support swahili sweety system tanzania taylor temp temporary test
  testing thomas tigger tinkerbell toyota transport trucker trustno trustnoone tusker twitter
  uganda uhuru united unknown user vanessa victoria volkswagen warrior welcome welcomehome whatever
  william winner winston wizard yamaha yesu yesuniwangu zaq12wsx zanzibar zxcvb zxcvbn zxcvbnm
  1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qazxsw2 q1w2e3r4t5 a1b2c3d4 aa123456 abc123
  123qwe 123abc 1234qwer qwe123 asd123 147258369 159753 147852369 741852963 789456123 987654321
  123123123 123321123 112233 11223344 1122334455 121212 12121212 123654789 0987654321 102030
  10203040 1029384756 13579 135792468 246810 24681012 31415926 5201314 520131400 p@ssword p@ssw0rd
  passw0rd pa55word pa55w0rd l0veyou iloveyou1 letme1n adm1n k3nya nair0bi`
    .trim()
    .split(/\s+/),
);
