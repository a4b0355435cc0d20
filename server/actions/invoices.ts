/** Read only: an invoice is issued by paying its order. */
import type { ListReader, Reader } from '../db/database.ts'
import * as rows from '../db/queries/invoices.ts'
import type { Invoice } from '../domain/invoice.ts'
import type { Page } from '../domain/page.ts'
import type { Principal } from '../domain/principal.ts'
import { findOwn } from './own.ts'

export type { InvoiceQuery } from '../db/queries/invoices.ts'

/** @throws Refusal CURSOR_INVALID */
export function listInvoices(
  reader: ListReader,
  { partnerId }: Principal,
  query: rows.InvoiceQuery,
): Promise<Page<Invoice>> {
  return rows.listInvoices(reader, { ...query, partnerId })
}

/** @throws Refusal NOT_FOUND, NOT_OWNER */
export function getInvoice(db: Reader, { partnerId }: Principal, id: string): Promise<Invoice> {
  return findOwn('invoice', rows.invoices, db, id, partnerId)
}
