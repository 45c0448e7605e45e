export { member, setMember } from './member.ts';
