import { type Kysely, sql } from 'kysely'

/** Sessions of people with their refresh tokens, API keys, and the rate limits' buckets. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table sessions (
    id uuid primary key,
    user_id uuid not null references users,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null,
    ended_at timestamptz(3),
    ended_because text check (ended_because in ('logout', 'reuse'))
  )`,
  'create index sessions_by_user on sessions (user_id)',
  'create index sessions_by_expiry on sessions (expires_at)',
  `create table refresh_tokens (
    hash bytea primary key,
    session_id uuid not null references sessions on delete cascade,
    created_at timestamptz(3) not null default now(),
    used_at timestamptz(3)
  )`,
  'create index refresh_tokens_by_session on refresh_tokens (session_id)',
  `create table api_keys (
    id uuid primary key,
    partner_id uuid references partners,
    name text collate "C" not null,
    prefix text not null,
    hash bytea not null unique,
    scopes text[] not null,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3),
    last_used_at timestamptz(3),
    revoked_at timestamptz(3),
    version integer not null default 1
  )`,
  'create index api_keys_by_created_at on api_keys (created_at, id) where revoked_at is null',
  'create index api_keys_by_name on api_keys (name, id) where revoked_at is null',
  'create index api_keys_by_partner on api_keys (partner_id, created_at, id) where revoked_at is null',
  'create index api_keys_by_partner_name on api_keys (partner_id, name, id) where revoked_at is null',
  // Lost when the server crashes, which costs callers nothing: every bucket is full again.
  `create unlogged table rate_buckets (
    key text primary key,
    tokens double precision not null,
    taken integer not null,
    at timestamptz not null
  ) with (fillfactor = 50)`,
]

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table rate_buckets, api_keys, refresh_tokens, sessions`.execute(db)
}
