using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Tests.Grammars;

/// <summary>A random schema, of the keywords that the grammar keeps to, and values that it allows.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Draw">Makes a value.</param>
internal sealed record SchemaSample(JsonNode Schema, Func<Random, JsonNode?> Draw)
{
    private static readonly string[] HardNames = ["a", "b", "ab", "na\"me", "é", "", "long name"];
    private static readonly string[] Texts = ["", "a", "b", "aé", "ß", "\"", "\\", "a\nb", "ab-1", "A9"];

    /// <param name="random">Decides.</param>
    /// <param name="depth">How deep arrays and objects may nest.</param>
    /// <param name="names">Names of properties; by default any that JSON can have.</param>
    public static SchemaSample Next(Random random, int depth, string[]? names = null) => random.Next(depth > 0 ? 12 : 8) switch
    {
        0 => new(Parse("""{"type":"null"}"""), _ => null),
        1 => new(Parse("""{"type":"boolean"}"""), r => r.Next(2) == 0),
        2 or 3 => Number(random),
        4 => Text(random),
        5 => Pattern(random),
        6 => Format(random),
        7 => random.Next(3) == 0 ? Not(random) : Enum(random),
        8 => Array(random, depth, names),
        9 or 10 => Object(random, depth, names),
        _ => random.Next(2) == 0 ? AnyOf(random, depth, names) : Tree(),
    };

    /// <summary>A small change somewhere, which may make a value invalid.</summary>
    public static JsonNode? Mutate(JsonNode? value, Random random)
    {
        switch (value)
        {
            case JsonArray { Count: > 0 } array when random.Next(4) > 0:
                var items = array.DeepClone().AsArray();
                var index = random.Next(items.Count);
                if (random.Next(3) == 0)
                    items.RemoveAt(index);
                else if (random.Next(3) == 0)
                    items.Add(items[index]?.DeepClone());
                else
                    items[index] = Mutate(items[index]?.DeepClone(), random);
                return items;
            case JsonObject { Count: > 0 } members when random.Next(4) > 0:
                var changed = members.DeepClone().AsObject();
                var name = changed.ElementAt(random.Next(changed.Count)).Key;
                if (random.Next(3) == 0)
                    changed.Remove(name);
                else if (random.Next(4) == 0)
                    changed["znew"] = 1;
                else
                    changed[name] = Mutate(changed[name]?.DeepClone(), random);
                return changed;
            case JsonValue text when text.TryGetValue<string>(out var characters) && random.Next(4) > 0:
                var at = random.Next(characters.Length + 1);
                return random.Next(2) == 0 || at == characters.Length || char.IsSurrogate(characters[at])
                    ? characters + Texts[random.Next(Texts.Length)] : characters.Remove(at, 1);
            case JsonValue number when number.TryGetValue<decimal>(out var amount) && random.Next(4) > 0:
                return amount + new[] { 1, -1, 10, -100, 0.5m, 0.01m }[random.Next(6)];
            default:
                return new JsonNode?[] { null, true, 7, "text", 1.25m, new JsonArray(), new JsonObject() }[random.Next(7)];
        }
    }

    /// <summary>A value as text, with white space as models write it.</summary>
    public static string Write(JsonNode? value, Random random)
    {
        var (open, comma, colon) = new[] { ("", ",", ":"), ("", ", ", ": "), ("\n  ", ",\n  ", ": "), (" ", ", ", ":") }[random.Next(4)];
        var text = new StringBuilder();
        Append(value);
        return text.ToString();

        void Append(JsonNode? node)
        {
            switch (node)
            {
                case JsonArray items:
                    Surround('[', ']', items.Count, index => Append(items[index]));
                    break;
                case JsonObject members:
                    Surround('{', '}', members.Count, index =>
                    {
                        text.Append(JsonNotation.Quote(members.ElementAt(index).Key)).Append(colon);
                        Append(members.ElementAt(index).Value);
                    });
                    break;
                case JsonValue quoted when quoted.TryGetValue<string>(out var characters):
                    text.Append(JsonNotation.Quote(characters));
                    break;
                default:
                    text.Append(node?.ToJsonString() ?? "null");
                    break;
            }
        }

        void Surround(char first, char last, int count, Action<int> append)
        {
            text.Append(first).Append(open);
            for (var index = 0; index < count; index++)
            {
                text.Append(index > 0 ? comma : "");
                append(index);
            }
            text.Append(count > 0 ? open : "").Append(last);
        }
    }

    private static SchemaSample Number(Random random)
    {
        var isInteger = random.Next(2) == 0;
        var scale = isInteger ? 1m : 0.01m;
        var schema = new JsonObject { ["type"] = isInteger ? "integer" : "number" };
        var (least, most) = (random.Next(-2000, 2000), 0);
        most = least + random.Next(200, 30_000);
        var step = 1;
        if (random.Next(3) > 0)
            schema["minimum"] = least * scale;
        if (random.Next(3) > 0)
            schema["maximum"] = most * scale;
        if (random.Next(3) == 0)
            schema["multipleOf"] = (step = random.Next(1, 40)) * scale;
        return new(schema, r => (decimal)(r.Next(least + step, most - step) / step * step) * scale);
    }

    private static SchemaSample Text(Random random)
    {
        var schema = new JsonObject { ["type"] = "string" };
        var (least, most) = (random.Next(4), random.Next(4, 9));
        if (random.Next(3) > 0)
            schema["minLength"] = least;
        if (random.Next(3) > 0)
            schema["maxLength"] = most;
        return new(schema, r => string.Concat(Enumerable.Range(0, r.Next(least, most + 1)).Select(_ => "ab\"\\\né1"[r.Next(7)])));
    }

    private static SchemaSample Pattern(Random random)
    {
        var (pattern, draw) = RegexSample.Next(random, 2);
        var isWhole = random.Next(3) > 0;
        var schema = new JsonObject { ["type"] = "string", ["pattern"] = isWhole ? $"^(?:{pattern})$" : pattern };
        return new(schema, r => isWhole ? draw(r) : Texts[r.Next(4)] + draw(r) + Texts[r.Next(4)]);
    }

    private static SchemaSample Format(Random random) => random.Next(2) == 0
        ? new(Parse("""{"type":"string","format":"date"}"""),
            r => new DateOnly(r.Next(1, 9999), r.Next(1, 13), r.Next(1, 29)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        : new(Parse("""{"type":"string","format":"uuid"}"""), r => new Guid(r.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString());

    private static SchemaSample Enum(Random random)
    {
        var values = Texts.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(text => (JsonNode?)text).ToList();
        // The validator compares as text, so that 9 and "9" are the same to it: no change of the texts makes two digits.
        values.Add(random.Next(10, 100));
        return new(
            new JsonObject
            {
                ["type"] = new JsonArray("string", "integer"),
                ["enum"] = new JsonArray([.. values.Select(value => value?.DeepClone())]),
            },
            r => values[r.Next(values.Count)]?.DeepClone());
    }

    /// <summary>A list of words, each at most once.</summary>
    private static SchemaSample Set(Random random)
    {
        var values = Texts.OrderBy(_ => random.Next()).Take(random.Next(1, 6)).ToList();
        var least = random.Next(values.Count + 1);
        var items = new JsonObject { ["enum"] = new JsonArray([.. values.Select(value => (JsonNode?)value)]) };
        // The validator compares as text, so that null is an empty text to it; JSON Schema asks for the same type.
        if (values.Contains(""))
            items["type"] = "string";
        return new(
            new JsonObject
            {
                ["type"] = "array",
                ["items"] = items,
                ["uniqueItems"] = true,
                ["minItems"] = least,
            },
            r => new JsonArray([.. values.OrderBy(_ => r.Next()).Take(r.Next(least, values.Count + 1)).Select(value => (JsonNode?)value)]));
    }

    /// <summary>Texts and whole numbers but for some.</summary>
    private static SchemaSample Not(Random random)
    {
        var left = Texts.OrderBy(_ => random.Next()).Take(3).ToList();
        var number = random.Next(-3, 4);
        var but = new JsonArray([.. left.Select(text => (JsonNode?)text), number]);
        return new(
            new JsonObject
            {
                ["type"] = new JsonArray("string", "integer"),
                ["maxLength"] = 3,
                ["not"] = new JsonObject { ["enum"] = but },
            },
            r => r.Next(2) == 0
                ? Texts.Where(text => text.Length <= 3 && !left.Contains(text)).OrderBy(_ => r.Next()).First()
                : number + r.Next(1, 5) * (r.Next(2) == 0 ? 1 : -1));
    }

    private static SchemaSample Array(Random random, int depth, string[]? names)
    {
        if (random.Next(3) == 0)
            return Set(random);
        var item = Next(random, depth - 1, names);
        var (least, most) = (random.Next(3), random.Next(3, 6));
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Schema };
        if (random.Next(2) == 0)
            schema["minItems"] = least;
        if (random.Next(2) == 0)
            schema["maxItems"] = most;
        return new(schema, r => new JsonArray([.. Enumerable.Range(0, r.Next(least, most + 1)).Select(_ => item.Draw(r))]));
    }

    /// <summary>An object with some of the names.</summary>
    public static SchemaSample Object(Random random, int depth, string[]? names = null)
    {
        var properties = (names ?? HardNames).OrderBy(_ => random.Next()).Take(random.Next(1, 5))
            .Select(name => (Name: name, Value: Next(random, depth - 1, names))).ToList();
        var required = properties.Select(property => property.Name).Where(_ => random.Next(2) == 0).ToHashSet();
        var additional = random.Next(2) == 0 ? Next(random, depth - 1, names) : null;
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(
                properties.Select(property => KeyValuePair.Create(property.Name, (JsonNode?)property.Value.Schema))),
            ["required"] = new JsonArray([.. required.Select(name => (JsonNode?)name)]),
            ["additionalProperties"] = additional?.Schema ?? false,
        };
        var fewest = Math.Max(required.Count, random.Next(properties.Count + 1));
        var most = random.Next(fewest, properties.Count + 2);
        if (random.Next(3) == 0)
            schema["minProperties"] = fewest;
        else
            fewest = required.Count;
        if (random.Next(3) == 0)
            schema["maxProperties"] = most;
        else
            most = properties.Count + 1;
        return new(schema, r =>
        {
            var count = r.Next(fewest, Math.Min(most, properties.Count) + 1);
            var chosen = properties.Select(property => property.Name).OrderBy(name => required.Contains(name) ? -1 : r.Next(100))
                .Take(count).ToHashSet();
            var members = new JsonObject();
            foreach (var (name, value) in properties.Where(property => chosen.Contains(property.Name)))
                members[name] = value.Draw(r);
            if (additional is not null && members.Count < most && r.Next(2) == 0)
                members["zother"] = additional.Draw(r);
            return members;
        });
    }

    private static SchemaSample AnyOf(Random random, int depth, string[]? names)
    {
        var either = new[] { Next(random, depth - 1, names), Next(random, depth - 1, names) };
        return new(
            new JsonObject { ["anyOf"] = new JsonArray([.. either.Select(sample => sample.Schema)]) }, r => either[r.Next(2)].Draw(r));
    }

    /// <summary>A schema that needs itself, from the definitions that the root brings.</summary>
    private static SchemaSample Tree()
    {
        return new(Parse("""{"$ref":"#/definitions/tree"}"""), Draw);

        JsonNode Draw(Random r)
        {
            var node = new JsonObject { ["v"] = r.Next(100) };
            if (r.Next(3) == 0)
                node["children"] = new JsonArray([.. Enumerable.Range(0, r.Next(3)).Select(_ => Draw(r))]);
            return node;
        }
    }

    /// <summary>The definition that <see cref="Tree"/> refers to.</summary>
    public static JsonNode TreeDefinition => Parse("""
        {"type":"object","required":["v"],"additionalProperties":false,"properties":
        {"v":{"type":"integer"},"children":{"type":"array","items":{"$ref":"#/definitions/tree"},"maxItems":3}}}
        """);

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;
}
