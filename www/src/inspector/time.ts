/** ms since 1970 that never go back, with fractions: for intervals and for the clock alike. */
export const now = () => performance.timeOrigin + performance.now()

const format = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 })
/** 12:34:56.789 */
export const precise = (time: number) => format.format(time)
