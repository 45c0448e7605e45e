import { readFileSync, readdirSync } from 'node:fs';
import { parse, syntaxOf } from '/work/main/packages/asl/src/index.ts';
import { analyse } from '/work/main/packages/analysis/src/index.ts';
const root='/work/shared/documents/';
const index=JSON.parse(readFileSync(root+'index.json','utf8'));
const by=new Map(index.map((x:any)=>[x.name,x]));
const mode=process.argv[2]??'real';
const line=(t:string,o:number)=>t.slice(0,o).split('\n').length;
let nerr=0,ndoc=0,t=0;
if(mode==='probes'){
  for(const f of readdirSync('/work/shared/probes')){const text=readFileSync('/work/shared/probes/'+f,'utf8');const p=analyse(parse(text,'json')).filter(x=>x.severity==='error'||x.severity==='warning');
   console.log(f.padEnd(45), p.map(x=>x.code+(x.severity==='error'?'':'(w)')).join(' ')||'--- NONE');}
} else {
for (const set of mode==='invalid'?['invalid']:['valid','embedded']) for(const f of readdirSync(root+set)){
  const info:any=by.get(f); if(!info){console.log('noinfo',f);continue}
  const real=info.origin!=='tool-fixture';
  if(mode==='real'&&!real) continue; if(mode==='fixtures'&&real) continue;
  const text=readFileSync(root+set+'/'+f,'utf8');
  const doc=parse(text, info.format?.startsWith('y')?'yaml':'json');
  const a=performance.now();
  const all=analyse(doc); t+=performance.now()-a; ndoc++;
  const p=all.filter(x=>x.severity==='error'||(mode==='invalid'&&x.severity==='warning'));
  if(mode==='invalid'){ console.log((p.length?'':'--- NONE ')+f.slice(-70),'|',JSON.stringify(info.expect?.expect).slice(0,110),'|',[...new Set(p.map(x=>x.code+(x.severity==='error'?'':'(w)')))].join(' ')); continue;}
  if(p.length){nerr++; console.log(f); for(const x of p.slice(0,4)) console.log('   ',line(text,x.range.start),x.code,x.message.slice(0,150),'»',JSON.stringify(text.slice(x.range.start,Math.min(x.range.end,x.range.start+70))));}
}
console.log(ndoc,'docs',nerr,'with errors',t.toFixed(0),'ms');
}
