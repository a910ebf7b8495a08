import { z } from 'zod';
import * as ethereum from '..';
import { boundedRecord } from '../health/bounds';
import { unboundedParts } from './unbounded';

const isSchema = (value: unknown): value is z.ZodType =>
  value instanceof z.ZodType;

const exported: Array<[string, unknown]> = Object.entries(ethereum);
const schemas = exported.filter((entry): entry is [string, z.ZodType] =>
  isSchema(entry[1]),
);

describe('schemas of this package', () => {
  it('are found', () => {
    expect(schemas.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'nodeSampleSchema',
        'nodeStatusSchema',
        'verdictSchema',
        'networkSchema',
      ]),
    );
  });

  it.each(schemas)(
    '%s bounds every number, text, list and map',
    (_, schema) => {
      expect(unboundedParts(schema)).toEqual([]);
    },
  );
});

describe('unboundedParts', () => {
  it.each<[string, z.ZodType]>([
    ['.: number', z.number()],
    ['.: number', z.number().min(0)],
    ['.: number', z.number().max(9).nullable()],
    ['.: number', z.number().min(0).max(Infinity)],
    ['.: number', z.number().int().nonnegative()],
    ['.: number', z.int()],
    ['.: bigint', z.bigint()],
    ['.: text', z.string()],
    ['.: text', z.string().min(1)],
    ['.: text', z.string().regex(/^[a-z]+$/)],
    ['.: text', z.string().regex(/[a-z]/)],
    ['.: text', z.string().regex(/^[a-z]{2,}$/)],
    ['.: text', z.string().regex(/^a|b$/)],
    ['.: text', z.url()],
    ['.: text', z.iso.datetime()],
    ['.: text', z.string().transform(Number)],
    ['.: list', z.array(z.boolean())],
    ['[]: text', z.array(z.string()).max(3)],
    ['.: map', z.record(z.string().max(3), z.boolean())],
    ['{key}: text', boundedRecord(z.string(), z.boolean(), 3)],
    ['a.b: number', z.object({ a: z.object({ b: z.number() }) })],
    ['.: unknown fields', z.looseObject({})],
    ['.: unknown', z.unknown()],
    ['a: text', z.union([z.boolean(), z.object({ a: z.string() })])],
    ['.: number', z.preprocess(value => value, z.number())],
    ['.: text', z.string().optional().catch('')],
  ])('finds %s', (found, schema) => {
    expect(unboundedParts(schema)).toEqual([found]);
  });

  it.each<[string, z.ZodType]>([
    ['a number between two', z.number().gt(0).lt(3)],
    ['a text with a maximum', z.string().max(3)],
    ['a text with a pattern', z.string().regex(/^0x[0-9a-f]{8}$/)],
    ['a choice of patterns', z.string().regex(/^(a|b)$/)],
    ['a list', z.array(z.boolean()).max(3)],
    ['a map by names', z.partialRecord(z.enum(['a']), z.boolean())],
    ['a map', boundedRecord(z.string().max(3), z.boolean(), 3)],
    ['an object', z.strictObject({ a: z.literal(1) })],
  ])('passes %s', (_, schema) => {
    expect(unboundedParts(schema)).toEqual([]);
  });

  it('keeps a map within its bound', () => {
    const schema = boundedRecord(z.string().max(9), z.boolean(), 1);
    expect(schema.safeParse({ a: true }).success).toBe(true);
    expect(schema.safeParse({ a: true, b: true }).success).toBe(false);
  });
});
