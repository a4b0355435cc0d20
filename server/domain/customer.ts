/** Whom a partner sells to. */
export interface Customer extends CustomerContent {
  readonly id: string
  /** Null: the merchant's own. */
  readonly partnerId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
}

export interface CustomerContent {
  /** Unique among the partner's customers, whatever the case of its letters. */
  readonly email: string
  readonly name: string
}

/** A merge patch, already read. */
export type CustomerPatch = Partial<CustomerContent>

export function patchedCustomer({ email, name }: Customer, patch: CustomerPatch): CustomerContent {
  return { email, name, ...patch }
}
