/** Numbers in the query, of which only some are offered: anything else in the address is the usual one. */
export const oneOf = (values: readonly number[], usual: number) => ({
  transform: {
    get: (text: string) => (values.includes(Number(text)) ? Number(text) : usual),
    set: (value: number) => String(value),
  },
})
