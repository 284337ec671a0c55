/**
 * The part of `typescript/unstable/sync` of TypeScript 7 that is used here: a client of the native compiler, which has no other
 * interface for JavaScript. Written down because the compiler that builds us has no such module.
 */
import type { TreeNode } from '../node-at';
import type { PlainFlags } from '../value-view';

export interface NativeTypeScript {
  readonly API: new (options: { readonly cwd: string; readonly fs: NativeFiles }) => NativeClient;
  readonly TypeFlags: PlainFlags & Readonly<Record<'Number' | 'Object' | 'Intersection' | 'Instantiable', number>>;
  readonly ObjectFlags: Readonly<Record<'Reference' | 'Instantiated', number>>;
  readonly SymbolFlags: Readonly<Record<'Alias' | 'Class' | 'Interface' | 'Method' | 'Accessor', number>>;
  readonly SignatureKind: Readonly<Record<'Call' | 'Construct', number>>;
}

/** The part of `typescript/unstable/ast/is` that is used here. */
export interface NativeIs {
  isIdentifier(node: NativeNode): boolean;
  isPrivateIdentifier(node: NativeNode): boolean;
  isPropertyAccessExpression(node: NativeNode): boolean;
}

/** Undefined leaves the answer to the disk. */
export interface NativeFiles {
  readFile(file: string): string | undefined;
  fileExists(file: string): boolean | undefined;
}

export interface NativeClient {
  parseConfigFile(file: string): NativeConfig;
  updateSnapshot(params: { readonly openProjects: readonly string[] }): NativeSnapshot;
  close(): void;
}

export interface NativeConfig {
  readonly fileNames: readonly string[];
  readonly options: {
    readonly strict?: unknown;
    readonly strictNullChecks?: unknown;
    readonly paths?: Readonly<Record<string, readonly string[]>>;
    /** The folder of the configuration that gives `paths`, to which they are relative. */
    readonly pathsBasePath?: string;
  };
}

export interface NativeSnapshot {
  getProject(config: string): NativeProject | undefined;
}

export interface NativeProject {
  readonly program: {
    getSourceFile(file: string): NativeNode | undefined;
    getSemanticDiagnostics(file: string): readonly NativeDiagnostic[];
  };
  readonly checker: NativeChecker;
}

/** Each question for many nodes is one message to the compiler. */
export interface NativeChecker {
  getTypeAtLocation(nodes: readonly NativeNode[]): readonly (NativeType | undefined)[];
  getSymbolAtLocation(nodes: readonly NativeNode[]): readonly (NativeSymbol | undefined)[];
  getTypeOfSymbol(symbols: readonly NativeSymbol[]): readonly (NativeType | undefined)[];
  getAliasedSymbol(symbol: NativeSymbol): NativeSymbol;
  getBaseConstraintOfType(type: NativeType): NativeType | undefined;
  getPropertiesOfType(type: NativeType): readonly NativeSymbol[];
  getPropertyOfType(type: NativeType, name: string): NativeSymbol | undefined;
  getIndexInfosOfType(type: NativeType): readonly { readonly keyType: NativeType; readonly valueType: NativeType }[];
  getSignaturesOfType(type: NativeType, kind: number): readonly unknown[];
  getTypeArguments(type: NativeType): readonly NativeType[];
  isTupleType(type: NativeType): boolean;
  getUnknownType(): NativeType;
}

export interface NativeDiagnostic {
  readonly code: number;
  readonly pos: number;
  readonly text: string;
  readonly messageChain?: readonly NativeDiagnostic[] | undefined;
}

export interface NativeNode extends TreeNode<NativeNode> {
  readonly name?: NativeNode;
  readonly text?: string;
}

export interface NativeType {
  readonly flags: number;
  isUnionType(): boolean;
  isIntersectionType(): boolean;
  isClassOrInterface(): boolean;
  isTypeParameter(): boolean;
  isObjectType(): this is NativeType & { readonly objectFlags: number };
  getTypes(): readonly NativeType[] | undefined;
  getBaseTypes(): readonly NativeType[] | undefined;
  getSymbol(): NativeSymbol | undefined;
}

export interface NativeSymbol {
  readonly name: string;
  readonly flags: number;
  readonly declarations: readonly { readonly path: string; resolve(): NativeNode | undefined }[];
}
