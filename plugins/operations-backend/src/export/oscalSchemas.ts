import { z } from 'zod';

/** The version of OSCAL that packs are written in. @internal */
export const OSCAL_VERSION = '1.0.6';

const uuid = z
  .string()
  .regex(
    /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
const token = z.string().regex(/^[\p{L}_][\p{L}\p{N}.\-_]*$/u);
const line = z.string().regex(/^\S(.*\S)?$/u);
const instant = z.iso.datetime();
const props = z
  .array(z.strictObject({ name: token, ns: z.url(), value: line }))
  .min(1);

/** An entity. @internal */
export const oscalComponent = z.strictObject({
  uuid,
  type: line,
  title: line,
  description: line,
  props,
  status: z.strictObject({ state: z.enum(['operational', 'disposition']) }),
});

/** A record, or what a scorecard said at the end of the period. @internal */
export const oscalObservation = z.strictObject({
  uuid,
  title: line,
  description: line,
  props,
  methods: z.array(z.enum(['EXAMINE', 'TEST'])).min(1),
  subjects: z
    .array(
      z.strictObject({ 'subject-uuid': uuid, type: z.literal('component') }),
    )
    .min(1),
  collected: instant,
});

/** An exception. @internal */
export const oscalRisk = z.strictObject({
  uuid,
  title: line,
  description: z.string().min(1),
  statement: z.string().min(1),
  props,
  status: z.enum(['open', 'deviation-requested', 'deviation-approved']),
  deadline: instant,
});

const relatedRisks = z
  .array(z.strictObject({ 'risk-uuid': uuid }))
  .min(1)
  .optional();

/** A criterion of an entity at the end of the period. @internal */
export const oscalFinding = z.strictObject({
  uuid,
  title: line,
  description: line,
  props,
  target: z.strictObject({
    type: z.literal('objective-id'),
    'target-id': token,
    status: z.strictObject({
      state: z.enum(['satisfied', 'not-satisfied']),
      reason: z.enum(['pass', 'fail', 'other']),
    }),
  }),
  'related-observations': z
    .array(z.strictObject({ 'observation-uuid': uuid }))
    .min(1),
  'related-risks': relatedRisks,
});

/** Something that is still to be done. @internal */
export const oscalItem = z.strictObject({
  uuid,
  title: line,
  description: line,
  props,
  'related-risks': relatedRisks,
});

const metadata = z.strictObject({
  title: line,
  'last-modified': instant,
  version: line,
  'oscal-version': z.literal(OSCAL_VERSION),
});

/** What a document of assessment results has around its lists. @internal */
export const oscalResults = z.strictObject({
  'assessment-results': z.strictObject({
    uuid,
    metadata,
    'import-ap': z.strictObject({ href: z.string().min(1) }),
    results: z
      .array(
        z.strictObject({
          uuid,
          title: line,
          description: line,
          start: instant,
          end: instant,
          'local-definitions': z
            .strictObject({ components: z.array(oscalComponent).min(1) })
            .optional(),
          'reviewed-controls': z.strictObject({
            'control-selections': z
              .array(z.strictObject({ 'include-all': z.strictObject({}) }))
              .min(1),
          }),
          observations: z.array(oscalObservation).min(1).optional(),
          risks: z.array(oscalRisk).min(1).optional(),
          findings: z.array(oscalFinding).min(1).optional(),
        }),
      )
      .length(1),
  }),
});

/** What a plan of action and milestones has around its lists. @internal */
export const oscalPlan = z.strictObject({
  'plan-of-action-and-milestones': z.strictObject({
    uuid,
    metadata,
    'system-id': z.strictObject({ id: line }),
    risks: z.array(oscalRisk).min(1).optional(),
    'poam-items': z.array(oscalItem).min(1),
  }),
});
