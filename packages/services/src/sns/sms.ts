/** Settings of SMS messages, and numbers that want none: in a world of its own, no number does. */
import { member, type JsonObject } from '@stepthrough/json';
import { success, type Refusal } from '../contract/outcome.ts';
import { list, map, operation, text } from '../contract/request-form.ts';
import type { Context, Operation } from '../contract/service.ts';
import { lowerCasedMembers } from '../contract/task-shapes.ts';
import { invalidParameter, missingParameter, refusal } from './errors.ts';
import { isPhoneNumber } from './protocols.ts';
import type { Attributes, SnsState } from './state.ts';

const attributes: { readonly [name: string]: RegExp } = {
  MonthlySpendLimit: /^\d+$/,
  DeliveryStatusIAMRole: /^arn:[^:]*:iam::\d+:role\/.+$|^$/,
  DeliveryStatusSuccessSamplingRate: /^(?:100|[1-9]?\d)$/,
  // 1 to 11 letters and digits, a letter among them.
  DefaultSenderID: /^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/,
  DefaultSMSType: /^(?:Promotional|Transactional)$/,
  UsageReportS3Bucket: /^[^]*$/,
};

const operations: { readonly [name: string]: Operation<SnsState, never> } = {
  SetSMSAttributes: operation({ attributes: map(text) }, ({ attributes: given }, state) => {
    if (!given) return { state, outcome: missingParameter('attributes') };
    const problem = attributesProblem(given);
    if (problem) return { state, outcome: problem };
    const smsAttributes = { ...state.smsAttributes, ...given };
    return { state: { ...state, smsAttributes }, outcome: success({}) };
  }),

  GetSMSAttributes: operation({ attributes: list(text) }, ({ attributes: names = [] }, state) => {
    const shown = Object.entries(state.smsAttributes).filter(
      ([name]) => names.length === 0 || names.includes(name),
    );
    return { state, outcome: success({ attributes: Object.fromEntries(shown) }) };
  }),

  CheckIfPhoneNumberIsOptedOut: operation({ phoneNumber: text }, ({ phoneNumber }, state) => ({
    state,
    outcome: numberProblem(phoneNumber) ?? success({ isOptedOut: false }),
  })),

  ListPhoneNumbersOptedOut: operation({ nextToken: text }, (_request, state) => ({
    state,
    outcome: success({ phoneNumbers: [] }),
  })),

  OptInPhoneNumber: operation({ phoneNumber: text }, ({ phoneNumber }, state) => ({
    state,
    outcome: numberProblem(phoneNumber) ?? success({}),
  })),
};

/** The API spells members of these operations small, Tasks spell them large. */
export const smsOperations: typeof operations = Object.fromEntries(
  Object.entries(operations).map(([name, perform]) => [
    name,
    Object.assign(
      (request: JsonObject, state: SnsState, context: Context) =>
        perform(lowerCasedMembers(request), state, context),
      { form: perform.form, unsimulated: perform.unsimulated },
    ),
  ]),
);

function attributesProblem(given: Attributes): Refusal | undefined {
  for (const [name, value] of Object.entries(given)) {
    const form = member(attributes, name);
    if (!form) return refusal('InvalidParameterException', `${name} is not a valid attribute`);
    if (!form.test(value)) return refusal('InvalidParameterException', `${name} is invalid`);
  }
  return undefined;
}

function numberProblem(number: string | undefined): Refusal | undefined {
  if (number === undefined) return missingParameter('phoneNumber');
  return isPhoneNumber(number)
    ? undefined
    : invalidParameter('PhoneNumber Reason: input incorrectly formatted');
}
