/** What a command prints, and its exit code. */
export interface CommandAnswer {
  output: string
  /** For standard error. */
  errors: string
  code: 0 | 1
}

export interface Surroundings {
  cwd: string
  colour: boolean
}
