import { type Kysely, sql } from 'kysely'

/** Whose people's a task is: its owner's partner, whichever way the owner came to be set. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const keys = ['created_at', 'title'].flatMap((key) => [`partner_id, ${key}`, `partner_id, status, ${key}`])
const indexOf = (columns: string) => `tasks_by_${columns.replaceAll(', ', '_').replaceAll('_id', '')}`

const statements = [
  'alter table tasks add column partner_id uuid references partners',
  'update tasks set partner_id = users.partner_id from users where users.id = owner_id and users.partner_id is not null',
  // A rule of the database, so that no code can forget it. An account never changes its partner.
  `create function set_partner_of_owner() returns trigger language plpgsql as $$
    begin new.partner_id := (select users.partner_id from users where users.id = new.owner_id); return new; end $$`,
  `create trigger tasks_partner before insert or update of owner_id, partner_id on tasks
    for each row execute function set_partner_of_owner()`,
  ...keys.map((columns) => `create index ${indexOf(columns)} on tasks (${columns}, id) where deleted_at is null`),
]

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop trigger tasks_partner on tasks').execute(db)
  await sql.raw('drop function set_partner_of_owner()').execute(db)
  await sql.raw('alter table tasks drop column partner_id').execute(db)
}
