/** `request`: clients produce the values and servers consume them. `response`: the other way round. */
export type Direction = 'request' | 'response'
