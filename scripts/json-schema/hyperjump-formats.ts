import '@hyperjump/json-schema/formats'
