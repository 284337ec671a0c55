export type { Finding, FindingCode } from './catalog/findings';
export { findingKinds } from './catalog/findings';
export type { FindingKind, Severity } from './catalog/findings/types';
export { main } from './cli/main';
export type { FileResult, InputFile, MigrateResult, ProjectInput } from './migrate';
export { migrate } from './migrate';
export type { MigrateOptions, RuleName } from './rules/types';
