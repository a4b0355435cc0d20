/** API keys: found by the hash of the whole key. */
import { sql } from 'kysely'
import { validate as isUuid } from 'uuid'
import type { ApiKey, NewApiKey } from '../../domain/api-key.ts'
import type { PageRequest } from '../../domain/page.ts'
import type { Principal } from '../../domain/principal.ts'
import type { Role } from '../../domain/role.ts'
import type { Reader, Transaction } from '../database.ts'
import { keysetList } from '../keyset.ts'
import { ownedBy } from '../owned.ts'
import { statement, type Value } from '../statement.ts'
import { only } from './common.ts'

const columns = [
  'id',
  'partner_id',
  'name',
  'prefix',
  'scopes',
  'created_at',
  'expires_at',
  'last_used_at',
  'version',
] as const

interface Row {
  id: string
  partner_id: string | null
  name: string
  prefix: string
  scopes: string[]
  created_at: Date
  expires_at: Date | null
  last_used_at: Date | null
  version: number
}

const apiKeyOf = (row: Row): ApiKey => ({
  id: row.id,
  partnerId: row.partner_id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
  version: row.version,
})

const living = (db: Reader) => db.selectFrom('api_keys').select(columns).where('revoked_at', 'is', null)

export interface ApiKeyQuery extends PageRequest {
  readonly sort: 'created_at' | '-created_at' | 'name' | '-name'
}

/** Those that are not revoked. */
export const listApiKeys = keysetList<Row, { readonly partnerId: string | null }, ApiKey>({
  name: 'api-keys',
  keys: {
    created_at: { column: 'created_at', of: (row) => row.created_at.toISOString() },
    name: { column: 'name', of: (row) => row.name },
  },
  equals: { partnerId: 'partner_id' },
  kinds: [],
  select: living,
  item: apiKeyOf,
})

interface NewRow extends NewApiKey {
  id: string
  hash: Buffer
  prefix: string
  clientId: string | null
  userId: string | null
}

const inserted = statement((db, value: Value<NewRow>) =>
  db
    .insertInto('api_keys')
    .values({
      id: value('id'),
      partner_id: value('partnerId'),
      client_id: value('clientId'),
      user_id: value('userId'),
      name: value('name'),
      prefix: value('prefix'),
      hash: value('hash'),
      scopes: sql<string[]>`${value('scopes')}::text[]`,
      expires_at: value('expiresAt'),
    })
    .returning(columns),
)

export async function insertApiKey(
  trx: Transaction,
  maker: Principal,
  key: Omit<NewRow, 'clientId' | 'userId'>,
): Promise<ApiKey> {
  return apiKeyOf(only(await inserted(trx, { ...key, ...makerColumns(maker) })))
}

/** Another issuer's people may have ids of any form; none of them has an account here. */
function makerColumns({ kind, id }: Principal): { clientId: string | null; userId: string | null } {
  return { clientId: kind === 'client' ? id : null, userId: kind === 'user' && isUuid(id) ? id : null }
}

export const apiKeys = ownedBy<Row, ApiKey>({ select: living, ownerColumn: 'partner_id', item: apiKeyOf })

const revoked = statement((db, value: Value<{ id: string }>) =>
  db
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`now()`, version: sql<number>`version + 1` })
    .where('id', '=', value('id')),
)

export async function revokeApiKey(trx: Transaction, id: string): Promise<void> {
  await revoked(trx, { id })
}

const usable = statement((db, value: Value<{ hash: Buffer }>) =>
  living(db)
    .select(['client_id', 'user_id'])
    .select(({ selectFrom }) =>
      selectFrom('users').select('users.role').whereRef('users.id', '=', 'api_keys.user_id').as('maker_role'),
    )
    .select(({ selectFrom }) =>
      selectFrom('oauth_clients')
        .select('oauth_clients.scopes')
        .whereRef('oauth_clients.id', '=', 'api_keys.client_id')
        .as('maker_scopes'),
    )
    .where('hash', '=', value('hash'))
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`now()`)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('oauth_clients')
            .select('oauth_clients.id')
            .whereRef('oauth_clients.id', '=', 'api_keys.client_id')
            .where('oauth_clients.is_active', '=', false),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('users')
            .select('users.id')
            .whereRef('users.id', '=', 'api_keys.user_id')
            .where((eb) => eb.or([eb('users.is_active', '=', false), eb('users.deleted_at', 'is not', null)])),
        ),
      ),
    ),
)

/** A key that is neither revoked nor expired, and whose maker's account is not closed. */
export async function findUsableKey(reader: Reader, hash: Buffer): Promise<UsableKey | undefined> {
  const [row] = await usable(reader, { hash })
  if (row === undefined) return undefined
  return { ...apiKeyOf(row), maker: makerOf(row), makerRole: row.maker_role, makerScopes: row.maker_scopes }
}

export interface UsableKey extends ApiKey {
  /** `client:` or `user:` and the id; null where the maker has no account here. */
  readonly maker: string | null
  /** Now; null where the maker is no person, or has no account here. */
  readonly makerRole: Role | null
  /** Now; null where the maker is no program, or is not known here. */
  readonly makerScopes: readonly string[] | null
}

function makerOf({ client_id, user_id }: { client_id: string | null; user_id: string | null }): string | null {
  if (client_id !== null) return `client:${client_id}`
  return user_id === null ? null : `user:${user_id}`
}

const owned = statement(
  (db, value: Value<{ clientId: string | null; userId: string | null; partnerId: string | null }>) =>
    db
      .selectFrom('api_keys')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('revoked_at', 'is', null)
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`now()`)]))
      .where(sql<boolean>`client_id is not distinct from ${value('clientId')}`)
      .where(sql<boolean>`user_id is not distinct from ${value('userId')}::uuid`)
      .where(sql<boolean>`partner_id is not distinct from ${value('partnerId')}::uuid`),
)

const claimed = statement((db, value: Value<{ maker: string }>) =>
  db.selectNoFrom(sql`pg_advisory_xact_lock(hashtextextended(${value('maker')}, 0))`.as('lock')),
)

/** Keys of the same maker that hold; nobody makes another one for them until the transaction ends. */
export async function countKeysOf(trx: Transaction, maker: Principal): Promise<number> {
  await claimed(trx, { maker: `api keys of ${maker.kind}:${maker.id}` })
  const [row] = await owned(trx, { ...makerColumns(maker), partnerId: maker.partnerId })
  return Number(row?.count)
}

const used = statement((db, value: Value<{ id: string }>) =>
  db
    .updateTable('api_keys')
    .set({ last_used_at: sql<Date>`now()` })
    .where('id', '=', value('id'))
    .where((eb) =>
      eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', sql<Date>`now() - interval '1 minute'`)]),
    ),
)

export async function noteApiKeyUse(reader: Reader, id: string): Promise<void> {
  await used(reader, { id })
}
