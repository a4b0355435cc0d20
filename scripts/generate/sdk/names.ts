import { pascal } from '../naming.ts'

const keywords = `arguments await break case catch class const continue debugger default delete do else enum eval export
  extends false finally for function if implements import in instanceof interface let new null package private protected
  public return static super switch this throw true try typeof undefined var void while with yield`.split(/\s+/)

/** Makes a name free: a keyword, or a name that is taken, gets a number, the first 2. */
export function allocator(taken: Iterable<string> = []): (wish: string) => string {
  const used = new Set([...keywords, ...taken].map((name) => name.toLowerCase()))
  return (wish) => {
    let name = wish
    for (let number = 2; used.has(name.toLowerCase()); number += 1) name = `${wish}${number}`
    used.add(name.toLowerCase())
    return name
  }
}

// Types of TypeScript and of the run time that generated modules use by these names.
const foreign = `Blob Promise Exclude Record ReadableStream FormData URLSearchParams ArrayBuffer Uint8Array Binary Client CallOptions
  ClientOptions Success Failure OtherFailure NoAnswer OAuthCode ErrorOf QueryOptions InfiniteQueryOptions MutationOptions List ErrorStatus SuccessStatus ClientErrorStatus ServerErrorStatus Open Answer StockroomError
  string number boolean unknown never object any void symbol bigint`

export type TypeNames = (wish: string) => string

export const typeAllocator = (): TypeNames => {
  const allocate = allocator(foreign.split(/\s+/))
  return (wish) => allocate(pascal(wish))
}
