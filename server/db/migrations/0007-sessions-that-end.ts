import { type Kysely, sql } from 'kysely'

/** Why else a session ends, and the answer to a refresh for who asks again because it was lost. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of undo) await sql.raw(statement).execute(db)
}

const reasons = (list: string) => [
  'alter table sessions drop constraint sessions_ended_because_check',
  `alter table sessions add constraint sessions_ended_because_check check (ended_because in (${list}))`,
]

const statements = [
  ...reasons("'logout', 'reuse', 'password', 'role', 'closed'"),
  'alter table refresh_tokens add column answer bytea',
  'create index refresh_tokens_answered on refresh_tokens (used_at) where answer is not null',
]

const undo = [
  'alter table refresh_tokens drop column answer',
  "update sessions set ended_because = 'logout' where ended_because not in ('logout', 'reuse')",
  ...reasons("'logout', 'reuse'"),
]
