/*
 * What TanStack Query 5 takes as options, from the SDK's functions. Nothing of TanStack is imported: the objects have the
 * shape that its hooks and its client want.
 */
import type { Client } from './client.ts'
import type { Call } from './operation.ts'

/** The SDK tries again itself, so TanStack need not. Its parameter tells TanStack the type of the error. */
type Retry<Failure> = (failureCount: number, error: Failure) => boolean
const never = () => false

/** For `useQuery`, `fetchQuery`, `prefetchQuery` and their like. */
export interface QueryOptions<Data, Failure> {
  queryKey: readonly unknown[]
  queryFn: (context: { signal: AbortSignal }) => Promise<Data>
  retry: Retry<Failure>
}

/** For `useInfiniteQuery` and its like: one page after the other. */
export interface InfiniteQueryOptions<Page, Failure> {
  queryKey: readonly unknown[]
  queryFn: (context: { signal: AbortSignal; pageParam: string | undefined }) => Promise<Page>
  initialPageParam: string | undefined
  getNextPageParam: (page: Page) => string | undefined
  retry: Retry<Failure>
}

/** For `useMutation` and its like. */
export interface MutationOptions<Data, Failure, Variables> {
  mutationKey: readonly unknown[]
  mutationFn: (variables: Variables) => Promise<Data>
  retry: Retry<Failure>
}

type Args = readonly unknown[]

/** Undefined arguments at the end are as good as absent. */
const keyOf = (key: Args, args: Args) => [
  ...key,
  ...args.slice(0, args.map((arg) => arg !== undefined).lastIndexOf(true) + 1),
]

export const queryOptions = <Data, Failure>(
  key: Args,
  call: unknown,
  client: Client,
  args: Args,
  options?: object,
): QueryOptions<Data, Failure> => ({
  queryKey: keyOf(key, args),
  queryFn: async ({ signal }) => (call as Call)(client, ...args, { ...options, signal }) as Promise<Data>,
  retry: never,
})

interface Page {
  next_cursor?: string | null
  has_more?: boolean
}

/** @param args path parameters and, as the last, the query */
export const infiniteQueryOptions = <Data, Failure>(
  key: Args,
  call: unknown,
  client: Client,
  args: Args,
  options?: object,
): InfiniteQueryOptions<Data, Failure> => {
  const query = args.at(-1) as { cursor?: string } | undefined
  return {
    queryKey: [...keyOf(key, args), 'infinite'],
    queryFn: async ({ signal, pageParam }) => {
      const page = { ...query, ...(pageParam !== undefined && { cursor: pageParam }) }
      return (call as Call)(client, ...args.slice(0, -1), page, { ...options, signal }) as Promise<Data>
    },
    initialPageParam: query?.cursor,
    getNextPageParam: (page) => {
      const { has_more, next_cursor } = page as Page
      return has_more === false ? undefined : (next_cursor ?? undefined)
    },
    retry: never,
  }
}

/**
 * @param names the arguments of the call, as members of the variables
 * @param makeKey makes the idempotency key, where the operation takes one: it stays with variables that failed, so that
 * whoever sends them again places no second order
 */
export function mutationOptions<Data, Failure, Variables extends object>(
  key: Args,
  call: unknown,
  client: Client,
  names: readonly string[],
  makeKey?: () => string,
): MutationOptions<Data, Failure, Variables> {
  const keys = new WeakMap<object, string>()
  return {
    mutationKey: key,
    async mutationFn(variables) {
      const { options, ...given } = variables as { options?: object } & Record<string, unknown>
      const idempotencyKey = makeKey && (keys.get(variables) ?? makeKey())
      if (idempotencyKey) keys.set(variables, idempotencyKey)
      const all = { ...(idempotencyKey && { idempotencyKey }), ...options }
      const data = (await (call as Call)(client, ...names.map((name) => given[name]), all)) as Data
      keys.delete(variables)
      return data
    },
    retry: never,
  }
}
