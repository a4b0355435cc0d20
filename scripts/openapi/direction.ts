/** `request`: a client makes the values and a server reads them. `response`: the other way round. */
export type Direction = 'request' | 'response'
