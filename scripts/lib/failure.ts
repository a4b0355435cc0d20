/** A mistake of the caller: one line that says where and what to do. The CLI prints it and exits 1, without a stack. */
export class Failure extends Error {
  override name = 'Failure'
}

/** Something that generation goes on after, but that somebody should read. */
export interface Warning {
  /** `file:line:col`, or a JSON pointer into the bundle where the source is not known. */
  place: string
  message: string
}
