// Lints the description of the API that schema/generate.py writes: valid OpenAPI 3.1, and what a generator of clients stumbles over.
import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";

const file = process.argv[2] ?? new URL("../schema/openapi/openapi.json", import.meta.url);
const description = JSON.parse(readFileSync(file, "utf8"));
const complaints = [];

const validator = new Validator();
const { valid, errors } = await validator.validate(structuredClone(description));
if (!valid) complaints.push(...[errors].flat().map((error) => (typeof error === "string" ? error : `${error.instancePath}: ${error.message}`)));

const named = new Set();
for (const [path, operations] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
        const where = `${method.toUpperCase()} ${path}`;
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
        const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === "path").map(({ name }) => name).sort();
        if (String(inPath) !== String(declared)) complaints.push(`${where}: the path names ${inPath}, its parameters are ${declared}`);
        if (named.has(operation.operationId)) complaints.push(`${where}: ${operation.operationId} is there twice`);
        named.add(operation.operationId);
        for (const needed of ["operationId", "summary", "description", "tags"]) {
            if (!operation[needed]?.length) complaints.push(`${where}: has no ${needed}`);
        }
        if (!operation.responses["4XX"]) complaints.push(`${where}: says nothing about refusals`);
        if (["get", "delete"].includes(method) && operation.requestBody) complaints.push(`${where}: takes a body`);
    }
}

const schemas = new Set(Object.keys(description.components.schemas));
const used = new Set();
JSON.stringify(description, (key, value) => {
    if (key === "$ref" && value.startsWith("#/components/schemas/")) used.add(value.slice("#/components/schemas/".length));
    return value;
});
for (const name of used) if (!schemas.has(name)) complaints.push(`${name} is referred to, but not described`);
for (const name of schemas) if (!used.has(name)) complaints.push(`${name} is described, but not referred to`);

for (const complaint of complaints) console.error(`openapi.json: ${complaint}`);
process.exit(complaints.length ? 1 : 0);
