const PHONE = /\+\d{7,15}/g;
const TOKEN = /\b(msf_(?:live|rt|inv)_)[\w-]+/g;
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/** A phone as a log may show it: enough to tell two apart, not enough to call. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 4)}…${phone.slice(-2)}`;
}

/** A text as a log may show it: phones, tokens and keys in it are masked. */
export function maskPersonal(text: string): string {
  return text.replaceAll(JWT, "eyJ…").replaceAll(TOKEN, "$1…").replaceAll(PHONE, maskPhone);
}
