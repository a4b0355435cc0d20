import { Refusal } from './refusal.ts'

/** In which something can be paid (ISO 4217, list one, without metals, drawing rights and tests). `Intl` has old ones and lacks some. */
const active = new Set(
  `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF
   CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
   IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT
   MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
   SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS
   VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG`.split(/\s+/),
)

export function isCurrency(code: string): boolean {
  return active.has(code)
}

/** @throws Refusal VALIDATION_FAILED where ISO 4217 has no such currency */
export function checkCurrency(pointer: string, code: string): void {
  if (isCurrency(code)) return
  const errors = [{ in: 'body' as const, pointer, code: 'CURRENCY_UNKNOWN', message: 'is no currency of ISO 4217' }]
  throw new Refusal('VALIDATION_FAILED', { detail: `${code} is no currency.`, errors })
}
