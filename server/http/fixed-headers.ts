/** Headers of every answer, made once. */
export type FixedHeaders = Readonly<Record<string, string>>
