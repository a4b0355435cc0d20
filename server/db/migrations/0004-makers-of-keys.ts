import { type Kysely, sql } from 'kysely'

/** Who made an API key: it holds only as long as they may act. Known of the keys that there are from the audit trail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

// No references: where somebody else issues the tokens, whom they name has no row here.
const statements = [
  'alter table api_keys add column client_id text, add column user_id uuid',
  `update api_keys set client_id = actor_subject from audit_events
    where object_id = api_keys.id and action = 'api_key.created' and actor_kind = 'client'`,
  `update api_keys set user_id = actor_subject::uuid from audit_events
    where object_id = api_keys.id and action = 'api_key.created' and actor_kind = 'user'
      and actor_subject in (select id::text from users)`,
]

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table api_keys drop column client_id, drop column user_id`.execute(db)
}
