import {
  CalendarEntry,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import ical from 'node-ical';
import { aProfile } from '../__testUtils__/aProfile';
import { evaluationHarness } from '../__testUtils__/evaluationHarness';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { EntityAccess } from '../access/EntityAccess';
import { Handler } from '../http/Handlers';
import { CalendarReader } from './CalendarReader';
import { CalendarKeeper } from './CalendarKeeper';
import { createCalendarHandlers } from './createCalendarHandlers';
import { timeZoneRules } from './timeZoneRules';
import { toICalendar } from './toICalendar';
import { DatabaseCalendarStore } from './DatabaseCalendarStore';

jest.setTimeout(60_000);

const DAY = 86_400_000;
const shop = 'component:default/shop';
const pay = 'component:default/pay';

describeEachEngine('The calendar', engine => {
  const store = DatabaseCalendarStore.create();
  let world: Awaited<ReturnType<typeof evaluationHarness>>;
  let db: Knex;
  let hidden: string[];

  beforeAll(async () => {
    db = await engine.init();
    world = await evaluationHarness(db);
    world.evaluator.addObserver(CalendarKeeper.create(store, world.logger));
    const owned = { owner: 'group:default/money' };
    await world.entity(aProfile(shop), aProfile(pay, owned));
    const window = (ref: string, id: string, day: number, title: string) =>
      world.says(
        ref,
        'maintenance-window',
        {
          starts: toIso(world.clock() + day * DAY),
          ends: toIso(world.clock() + (day + 1) * DAY),
          title,
        },
        {
          externalId: id,
          entityUid: `uid-${ref}`,
          id: `01${id}`.padEnd(26, '0'),
        },
      );
    await world.push(
      window(shop, 'W1', 3, 'Move, the database; again'),
      window(pay, 'W2', 2, 'Patch\nnight'),
      window(pay, 'W3', 700, 'Far away'),
    );
    await world.drain();
  });

  beforeEach(() => {
    hidden = [];
  });

  const access = {
    view: async () => ({
      filter: async (query: Knex.QueryBuilder, column: string) => {
        query.whereNotIn(column, hidden);
      },
    }),
  } as unknown as EntityAccess;

  function ask(query: Record<string, unknown> = {}, limit?: number) {
    const handlers = createCalendarHandlers({
      access,
      calendar: CalendarReader.create({
        db,
        store,
        clock: world.clock,
        logger: world.logger,
        limit,
      }),
      clock: world.clock,
    });
    const call = { query, credentials: mockCredentials.user() };
    return {
      list: async () => {
        const answer = await (handlers.getCalendar as Handler<'getCalendar'>)(
          call as never,
        );
        return (answer as { entries: CalendarEntry[] }).entries;
      },
      feed: async () => {
        const answer = await (
          handlers.getCalendarFeed as Handler<'getCalendarFeed'>
        )(call as never);
        return String(answer.body);
      },
    };
  }
  const titles = async (query?: Record<string, unknown>) =>
    (await ask(query).list()).map(({ title }) => title);

  it('is kept with every evaluation and read in order of time', async () => {
    expect(await titles()).toEqual([
      'Patch\nnight',
      'Move, the database; again',
    ]);
  });

  it('narrows by period, owner and type', async () => {
    const from = toIso(world.clock() + 699 * DAY);
    expect(await titles({ from })).toEqual(['Far away']);
    expect(await titles({ owner: ['group:default/money'] })).toEqual([
      'Patch\nnight',
    ]);
    expect(await titles({ type: ['audit-due'] })).toEqual([]);
    // A window that has begun before the period belongs to it while it lasts.
    const within = toIso(world.clock() + 3.5 * DAY);
    expect(await titles({ from: within })).toEqual([
      'Move, the database; again',
    ]);
  });

  it('leaves out what the caller may not see', async () => {
    hidden = [pay];
    expect(await titles()).toEqual(['Move, the database; again']);
    expect(await ask().feed()).not.toContain('pay');
  });

  it('refuses what it can not answer whole', async () => {
    const at = toIso(world.clock());
    for (const query of [
      { from: at, to: at },
      { from: at, to: toIso(world.clock() + 801 * DAY) },
      { type: ['party'] },
    ]) {
      await expect(ask(query).list()).rejects.toThrow(InputError);
    }
    await expect(ask({}, 1).list()).rejects.toThrow('more than 1 entries');
  });

  it('is read by another iCalendar parser', async () => {
    const text = await ask().feed();
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    const lines = text.split('\r\n');
    expect(lines.every(line => Buffer.byteLength(line) <= 75)).toBe(true);
    const events = Object.values(ical.sync.parseICS(text)).flatMap(item =>
      item?.type === 'VEVENT' ? item : [],
    );
    expect(events).toHaveLength(2);
    expect(events[1]).toMatchObject({
      summary: `Move, the database; again (${shop})`,
      start: new Date(world.clock() + 3 * DAY),
      end: new Date(world.clock() + 4 * DAY),
    });
    expect(String(events[0].description)).toContain('not approved');
    const again = await ask({ type: ['maintenance-window'] }).feed();
    for (const { uid } of events)
      expect(again.replace(/\r\n /g, '')).toContain(uid);
  });

  it('lists every occurrence of what repeats, and gives calendars the rule', async () => {
    const weekly = {
      starts: '2026-02-15T02:00:00+01:00',
      ends: '2026-02-15T04:00:00+01:00',
      title: 'Sunday',
      recurrence: {
        rule: 'FREQ=WEEKLY;BYDAY=SU;UNTIL=20260426',
        timeZone: 'Europe/Berlin',
        except: ['2026-03-15T01:00:00Z'],
      },
    };
    await world.push(
      world.says(shop, 'maintenance-window', weekly, {
        externalId: 'W9',
        entityUid: `uid-${shop}`,
        id: '01W9'.padEnd(26, '0'),
      }),
    );
    await world.drain();
    const asked = { from: '2026-03-08T02:00:00Z', to: '2026-04-06T00:00:00Z' };
    const listed = (await ask(asked).list()).filter(
      ({ title }) => title === 'Sunday',
    );
    const expected = [
      // Has begun and lasts.
      '2026-03-08T01:00:00.000Z',
      '2026-03-22T01:00:00.000Z',
      // Clocks skip from two to three.
      '2026-03-29T01:00:00.000Z',
      '2026-04-05T00:00:00.000Z',
    ];
    expect(listed.map(({ starts }) => starts)).toEqual(expected);
    expect(new Set(listed.map(({ id }) => id)).size).toBe(4);

    const text = await ask({ owner: undefined }).feed();
    const [event] = Object.values(ical.sync.parseICS(text)).flatMap(item =>
      item?.type === 'VEVENT' && item.summary.startsWith('Sunday') ? item : [],
    );
    expect(event.start.toISOString()).toBe('2026-02-15T01:00:00.000Z');
    expect(event.rrule?.options.until?.toISOString()).toBe(
      '2026-04-26T21:59:59.000Z',
    );
    expect(Object.keys(event.exdate ?? {})[0]).toContain('2026-03-15');
    expect(text).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n');
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20260215T020000\r\n');
  });

  it('counts what is left out of a series, and knows none without any time', () => {
    const starts = '2026-02-02T09:00:00.000Z';
    const series = (id: string, rule: string): CalendarEntry => ({
      id,
      type: 'maintenance-window',
      title: id,
      entityRef: shop,
      starts,
      ends: '2026-02-02T10:00:00.000Z',
      recurrence: { rule, timeZone: 'UTC', except: [starts] },
    });
    const text = toICalendar(
      [
        series('three', 'FREQ=WEEKLY;COUNT=3'),
        series('none', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,29;UNTIL=20270101'),
      ],
      Date.parse(starts),
    );
    const events = Object.values(ical.sync.parseICS(text)).flatMap(item =>
      item?.type === 'VEVENT' ? item : [],
    );
    expect(events).toHaveLength(1);
    expect(events[0].start.toISOString()).toBe(starts);
    expect(events[0].rrule?.all()).toHaveLength(3);
    expect(Object.keys(events[0].exdate ?? {})[0]).toContain('2026-02-02');
  });

  it('describes the clocks of a zone', () => {
    const of = (name: string) =>
      timeZoneRules(name, {
        from: Date.UTC(2026, 0, 1),
        to: Date.UTC(2027, 0, 1),
      });
    expect(
      of('Asia/Kathmandu').match(/BEGIN:(STANDARD|DAYLIGHT)/g),
    ).toHaveLength(1);
    expect(of('Asia/Kathmandu')).toContain('TZOFFSETTO:+0545');
    expect(of('America/New_York').split('\r\n')).toEqual(
      expect.arrayContaining([
        'DTSTART:20260308T020000',
        'DTSTART:20261101T020000',
      ]),
    );
  });

  it('holds up no other entity when the dates of one fail', async () => {
    const before = await ask().list();
    const keeper = CalendarKeeper.create(store, world.logger);
    const { subjects } = await world.subjects.load(db, [shop, pay], () => []);
    const [good, bad] = [subjects.get(shop), subjects.get(pay)];
    if (!good || !bad) throw new Error('no subjects');
    const broken = { ...bad, settings: undefined as never };
    await db.transaction(trx =>
      keeper.onEvaluated(
        trx,
        [broken, good].map(subject => ({
          subject,
          results: [],
          at: world.clock(),
        })),
      ),
    );
    expect(await ask().list()).toEqual(before);
    expect(world.logger.error).toHaveBeenCalledWith(
      expect.stringContaining(pay),
    );
  });

  it('forgets entities that have vanished', async () => {
    await db('ops_entity')
      .where({ entity_ref: shop })
      .update({ vanished_at: world.clock() });
    await world.db.transaction(trx =>
      world.evaluator.evaluate(trx, {
        entityRefs: [shop],
        now: world.clock(),
        cause: 'entity',
      }),
    );
    expect(await db('ops_calendar').where({ entity_ref: shop })).toEqual([]);
    expect(await titles()).toEqual(['Patch\nnight']);
  });
});
