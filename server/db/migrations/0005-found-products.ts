import { type Kysely, sql } from 'kysely'

/**
 * Products that have the words, by the index of words and in no order, `most` of them: where few have, walking the order
 * of a list would read every product there is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create function find_products(words tsquery, most integer) returns setof products
    language plpgsql stable parallel safe rows 1000
    set enable_seqscan = off set enable_indexscan = off as $$
    begin
      return query select * from products
        where deleted_at is null and product_words(name, sku, description) @@ words limit most;
    end $$`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop function find_products(tsquery, integer)`.execute(db)
}
