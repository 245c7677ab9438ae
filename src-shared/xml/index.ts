export { encodingOf } from './encoding-of.ts'
export { StrictXml, type XmlHandlers, type XmlRules, type XmlTag } from './strict-xml.ts'
export { tooLarge, type XmlPlace } from './xml-errors.ts'
