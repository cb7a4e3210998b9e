/** What a table says of a word that somebody wrote; of `constructor`, too, it says nothing unless it lists it. */
export function knownIn<Said>(table: Readonly<Record<string, Said>>, word: string | undefined) {
  return word !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;
}
