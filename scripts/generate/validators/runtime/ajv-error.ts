/** What of Ajv's error objects we read. Inside `not` and `if` Ajv makes empty ones. */
export interface AjvError {
  keyword: string
  instancePath: string
  params: Record<string, unknown>
  propertyName?: string
}
