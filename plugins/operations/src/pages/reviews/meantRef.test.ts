import { meantRef } from './meantRef';

const known = [
  { ref: 'component:default/orders', title: 'Orders' },
  { ref: 'resource:default/orders-db', title: 'Orders database' },
  { ref: 'component:default/payments', title: 'Payments' },
  { ref: 'component:shop/payments' },
];

it.each([
  ['component:default/orders', 'component:default/orders'],
  ['  Orders ', 'component:default/orders'],
  ['ORDERS-DB', 'resource:default/orders-db'],
  ['orders database', 'resource:default/orders-db'],
  ['datab', 'resource:default/orders-db'],
  ['shop/', 'component:shop/payments'],
  ['storefront', 'component:default/storefront'],
  ['API:Default/Elsewhere', 'api:default/elsewhere'],
])('takes %p for %s', (text, ref) => {
  expect(meantRef(text, known, 'component')).toEqual({ ref });
});

it.each([
  ['payments', 2],
  ['ord', 2],
  ['no such thing', 0],
  ['a:b:c', 0],
])('does not guess what %p means', (text, matches) => {
  expect(meantRef(text, known, 'component')).toEqual({ matches });
});

it.each(['', '  '])('takes %p for no wish', text => {
  expect(meantRef(text, known, 'component')).toBeUndefined();
});
