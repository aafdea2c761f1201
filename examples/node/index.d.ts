/** Statistics of labour-market registers: definitions as data, spells, tables that can be published. */

/** A JSON document, its text, or (definitions) an id of the catalogue. */
export type Document = string | object;

/** What went wrong: `status` "definition", `path` a JSON pointer or file and line, `row` the row or 0. */
export class KohortError extends Error {
    readonly status: string;
    readonly path: string;
    readonly row: number;
}

export interface ContextOptions {
    /** Threads used; the figures are the same for any number. Default 1. */
    threads?: number;
    /** Bytes for counts. Default 2 GB. */
    memory?: number;
}

/** Texts, numbers and dates (null is missing), typed arrays (NaN is missing), or indices into categories (negative is missing). */
export type Column =
    | ReadonlyArray<string | number | Date | null>
    | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array | BigInt64Array | Float32Array | Float64Array
    | {codes: Int32Array | ReadonlyArray<number>; categories: ReadonlyArray<string>};

export interface QualityReport {
    name: string;
    file: string;
    rows_read: number;
    rows_kept: number;
    rows_rejected: number;
    rows_superseded: number;
    persons?: number;
    open_spells?: number;
    findings: Array<{problem: string; policy: string; column: string; rows: number; examples: Array<{line: number; value: string}>}>;
}

/** Registers about the same persons, tables beside them, and their code lists. Dates count by their day in UTC. */
export class Data {
    /** Schemas: a file, a text, an object, or several. `asKnownOn`: only rows recorded by that day, for registers that record it. */
    constructor(schemas: Document | Document[], options?: ContextOptions & {asKnownOn?: string | Date});
    /** Reads a CSV file, without `file` the schema's own; `name` says which register when there are several. */
    readCsv(file?: string | null, name?: string | null): this;
    readCsvAsync(file?: string | null, name?: string | null): Promise<this>;
    readCsvText(text: string, name?: string | null): this;
    readColumns(columns: Record<string, Column>, name?: string | null): this;
    /** What was wrong with the rows: read = kept + rejected + superseded. */
    quality(): QualityReport[];
}

export interface EvaluateOptions extends ContextOptions {
    /** "2024" or "2023-01..2024-12"; without: the last two complete periods. */
    periods?: string;
    /** "month" replaces each definition's periodicity. */
    per?: string;
    /** Replaces each definition's breakdowns. */
    by?: string[];
}

export interface Axis {
    name: string;
    isPeriod: boolean;
    codes: string[];
    labelsSv: string[];
    labelsEn: string[];
    roles: Array<'ordinary' | 'unknown' | 'total'>;
    parents: Array<number | null>;
}

export interface Row {
    indicator: string;
    version: string;
    period: string;
    /** As printed; null where there is none, which `status` explains. */
    value: number | null;
    numerator: number | null;
    denominator: number | null;
    status: string;
    [dimension: string]: string | number | null;
}

/** Figures over axes, the period first; the last axis varies fastest. NaN where there is no value. */
export class Indicator {
    readonly id: string;
    readonly version: string;
    readonly nameSv: string;
    readonly nameEn: string;
    readonly unit: string;
    readonly decimals: number;
    readonly axes: Axis[];
    readonly values: Float64Array;
    readonly printed: Float64Array;
    readonly numerators: Float64Array;
    readonly denominators: Float64Array;
    readonly availability: Uint8Array;
    readonly flags: Uint8Array;
    indexOf(...codes: string[]): number;
    /** The printed figure at some codes, one per axis; null where there is none. */
    at(...codes: string[]): number | null;
    rows(): IterableIterator<Row>;
}

export class Table {
    readonly indicators: Indicator[];
    get(id: string): Indicator;
    rows(): Row[];
    /** Hides every cell that 1 to `below` - 1 persons or spells stand behind. */
    suppressSmallCounts(below?: number): this;
    /** The same bytes as `kohort report --format csv`. */
    toCsv(): string;
    toJson(): string;
    toText(language?: 'en' | 'sv'): string;
}

/** The partial result of a plan. No person is in it. */
export class State {
    /** Rows of persons of whom nothing was pushed before; with `newPersons: false`, rows that were not pushed before. */
    push(data: Data, options?: {newPersons?: boolean}): this;
    merge(other: State): this;
    retract(other: State): this;
    save(): Buffer;
    finish(): Table;
}

/** Definitions and options compiled for data of the same schemas. */
export class Plan {
    constructor(definitions: Document | Document[], data: Data, options?: EvaluateOptions);
    evaluate(data: Data): Table;
    /** On another thread; `data` must not be read into meanwhile. */
    evaluateAsync(data: Data): Promise<Table>;
    explain(data: Data): string;
    state(): State;
    load(bytes: Uint8Array): State;
}

export function evaluate(definitions: Document | Document[], data: Data, options?: EvaluateOptions): Table;
export function evaluateAsync(definitions: Document | Document[], data: Data, options?: EvaluateOptions): Promise<Table>;

/** What became of a cohort: columns of one length; NaN where there is no figure, which the column "status" explains. */
export class Cohort {
    readonly columns: Record<string, string[] | Float64Array>;
    /** What the figures are, and tests between groups. */
    readonly notes: string[];
    rows(): Array<Record<string, string | number | null>>;
    /** The same bytes as `kohort cohort --format csv`. */
    toCsv(): string;
    toJson(): string;
}

export interface CohortOptions {
    /** The id of one of the document's cohorts; without: the first. */
    cohort?: string;
    show?: 'survival' | 'incidence' | 'retention' | 'returns' | 'states' | 'transitions' | 'attrition';
    by?: string[];
    /** How far retention, returns, states and transitions go. Default 12. */
    months?: number;
    /** Rows of the retention triangle. */
    per?: 'month' | 'quarter' | 'half_year' | 'year';
    interval?: 'plain' | 'log' | 'log-log';
    /** Percent. Default 95. */
    level?: number;
}

/** Forms a cohort of a file or document as `kohort cohort --definition` takes it, and answers a question about it. */
export function cohort(cohorts: Document | Document[], data: Data, options?: CohortOptions): Cohort;
/** The definitions that come with kohort; of one id, its versions whole, the newest last. */
export function catalogue(id?: string): any[];
export function explain(definitions: Document | Document[], language?: 'en' | 'sv'): string;
export function audit(figures: string, relations: string, options?: {asText?: boolean}): string;
export const version: string;
