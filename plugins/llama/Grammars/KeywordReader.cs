using System.Globalization;
using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars.Languages;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>Reads the keywords of one schema that constrain a value by themselves.</summary>
internal sealed class KeywordReader(SchemaDocument document, PatternTable patterns)
{
    /// <summary>Longer texts and arrays than this are not counted.</summary>
    private const int MostCounted = 1_000_000;

    /// <summary>The largest divisor, for it needs as many states.</summary>
    private const int MostDivisor = 1000;

    private static readonly string[] Unenforceable =
    [
        "maxContains", "unevaluatedItems", "$dynamicRef", "$recursiveRef",
    ];

    private readonly SortedSet<string> _notEnforced = new(StringComparer.Ordinal);

    /// <summary>The keywords met that no grammar can keep to, each with its place.</summary>
    public IReadOnlyCollection<string> NotEnforced => _notEnforced;

    /// <summary>Notes one more of them.</summary>
    public void Leave(string place) => _notEnforced.Add(place);

    public Shape Read(SchemaNode schema)
    {
        foreach (var keyword in Unenforceable.Where(keyword => schema.Find(keyword) is not null))
            _notEnforced.Add($"{schema.Pointer}/{keyword}");

        var shape = Shape.Any with
        {
            Values = Values(schema),
            Patterns = Patterns(schema),
            MinLength = Count(schema, "minLength") ?? 0,
            MaxLength = Most(schema, "maxLength"),
            Numbers = [.. Bounds(schema), .. Divisors(schema)],
            Arrays = Array(schema) is { } array ? [array] : [],
            MinItems = Count(schema, "minItems") ?? 0,
            MaxItems = Most(schema, "maxItems"),
            Unique = schema.Find("uniqueItems") is { Element.ValueKind: JsonValueKind.True } unique ? unique.Pointer : null,
            Contains = Contains(schema),
            Objects = Object(schema) is { } members ? [members] : [],
            MinProperties = Count(schema, "minProperties") ?? 0,
            MaxProperties = Most(schema, "maxProperties"),
        };
        return Types(schema) is { } types ? shape with { Types = types, IsTyped = true } : shape;
    }

    /// <summary>The schemas in an array such as anyOf; none when there is no such keyword.</summary>
    public IEnumerable<SchemaNode> Schemas(SchemaNode schema, string keyword)
    {
        if (schema.Find(keyword) is not { } list)
            return [];
        if (list.Element.ValueKind != JsonValueKind.Array || list.Element.GetArrayLength() == 0)
            throw Wrong(list, "a list of schemas");
        return list.Items;
    }

    public static string Text(SchemaDocument document, SchemaNode node) => node.Element.ValueKind == JsonValueKind.String
        ? node.Element.GetString()!
        : throw document.Refuse(node.Pointer, $"has {ShapeReader.Show(node.Element)}", "give a text");

    private JsonTypes? Types(SchemaNode schema)
    {
        if (schema.Find("type") is not { } node)
            return null;
        var names = node.Element.ValueKind == JsonValueKind.Array
            ? node.Items : [node];
        var types = JsonTypes.None;
        foreach (var name in names)
        {
            var type = JsonTypeNames.Find(name.Element.ValueKind == JsonValueKind.String ? name.Element.GetString() : null);
            types |= type != JsonTypes.None
                ? type : throw Wrong(name, "null, boolean, integer, number, string, array or object");
        }
        // OpenAPI 3.0 writes it so.
        return schema.Find("nullable") is { Element.ValueKind: JsonValueKind.True } ? types | JsonTypes.Null : types;
    }

    private IReadOnlyList<JsonElement>? Values(SchemaNode schema)
    {
        IReadOnlyList<JsonElement>? constant = schema.Find("const") is { } only ? [only.Element] : null;
        if (schema.Find("enum") is not { } list)
            return constant;
        if (list.Element.ValueKind != JsonValueKind.Array)
            throw Wrong(list, "a list of values");
        return constant is null
            ? [.. list.Element.EnumerateArray()]
            : [.. constant.Where(value => list.Element.EnumerateArray().Any(other => JsonElement.DeepEquals(value, other)))];
    }

    private List<string> Patterns(SchemaNode schema)
    {
        var found = new List<string>();
        if (schema.Find("pattern") is { } pattern && Supported(Text(document, pattern), pattern.Pointer))
            found.Add(pattern.Element.GetString()!);
        if (schema.Find("format") is { Element.ValueKind: JsonValueKind.String } format
            && StringFormats.Find(format.Element.GetString()!) is { } expression)
            found.Add(expression);
        return found;
    }

    private bool Supported(string pattern, string pointer)
    {
        try
        {
            return patterns[pattern] is not null;
        }
        catch (RegexException fault) when (fault.IsUnsupported)
        {
            _notEnforced.Add(pointer);
            return false;
        }
        catch (RegexException fault)
        {
            throw document.Refuse(pointer, $"has the pattern {GgufFault.Quote(pattern)} that {fault.Message}", "correct or simplify it");
        }
    }

    private IEnumerable<Language> Bounds(SchemaNode schema)
    {
        var minimum = Bound(schema, "minimum", Flag(schema, "exclusiveMinimum"));
        var maximum = Bound(schema, "maximum", Flag(schema, "exclusiveMaximum"));
        if (minimum is not null || maximum is not null)
            yield return new RangeLanguage(minimum, maximum);
        var above = Flag(schema, "exclusiveMinimum") is null ? Bound(schema, "exclusiveMinimum", true) : null;
        var below = Flag(schema, "exclusiveMaximum") is null ? Bound(schema, "exclusiveMaximum", true) : null;
        if (above is not null || below is not null)
            yield return new RangeLanguage(above, below);
    }

    /// <summary>Draft 4 and OpenAPI 3.0 say with a boolean whether the other keyword's bound is exclusive.</summary>
    private static bool? Flag(SchemaNode schema, string keyword) => schema.Find(keyword)?.Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private NumberBound? Bound(SchemaNode schema, string keyword, bool? isExclusive)
    {
        if (schema.Find(keyword) is not { } node)
            return null;
        if (node.Element.ValueKind != JsonValueKind.Number)
            throw Wrong(node, "a number");
        return NumberBound.Parse(node.Element.GetRawText(), isExclusive == true) ?? throw Wrong(node, "a number of at most 100 digits");
    }

    private IEnumerable<Language> Divisors(SchemaNode schema)
    {
        if (schema.Find("multipleOf") is not { } node)
            yield break;
        if (node.Element.ValueKind != JsonValueKind.Number || NumberBound.Parse(node.Element.GetRawText(), false) is not { } divisor
            || divisor.IsNegative || divisor.IsZero)
            throw Wrong(node, "a number above 0");
        if (!int.TryParse(divisor.Whole + divisor.Fraction, CultureInfo.InvariantCulture, out var digits))
            _notEnforced.Add(node.Pointer);
        else if (digits <= MostDivisor)
            yield return new DivisibleLanguage(digits, divisor.Fraction.Length);
        else if (RoundParts(digits, divisor.Fraction.Length) is { } parts)
        {
            yield return patterns[$"^-?(?:0|\\d*0{{{parts.Zeros}}})(?:\\.0*)?$"];
            yield return new DivisibleLanguage(parts.Small, 0);
        }
        else
            _notEnforced.Add(node.Pointer);
    }

    /// <summary>A large divisor as a power of ten and a small rest that has nothing in common with it.</summary>
    private static (int Zeros, int Small)? RoundParts(int divisor, int decimals)
    {
        var zeros = 0;
        for (; divisor % 10 == 0; zeros++)
            divisor /= 10;
        return decimals == 0 && zeros > 0 && divisor <= MostDivisor && divisor % 2 != 0 && divisor % 5 != 0 ? (zeros, divisor) : null;
    }

    private ArrayPart? Array(SchemaNode schema)
    {
        var items = schema.Find("items");
        if (items is { Element.ValueKind: JsonValueKind.Array })
        {
            // Drafts before 2020-12 have the list in items, and further items in additionalItems.
            var further = schema.Find("additionalItems");
            return new ArrayPart([.. Schemas(schema, "items")], further, IsClosed: further is null);
        }
        var prefix = Schemas(schema, "prefixItems").ToList();
        return items is null && prefix.Count == 0 ? null : new ArrayPart(prefix, items, IsClosed: items is null);
    }

    private IReadOnlyList<ContainsPart> Contains(SchemaNode schema) =>
        schema.Find("contains") is { } some && (Count(schema, "minContains") ?? 1) is > 0 and var least
            ? [new ContainsPart(some, least, some.Pointer)] : [];

    private ObjectPart? Object(SchemaNode schema)
    {
        var properties = Members(schema, "properties");
        var named = Members(schema, "patternProperties").Where(member => Supported(member.Name, member.Schema.Pointer)).ToList();
        var additional = schema.Find("additionalProperties");
        var required = new List<string>();
        // Draft 3 and careless generators have a boolean here, in the property itself.
        if (schema.Find("required") is { } list && list.Element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            if (list.Element.ValueKind != JsonValueKind.Array)
                throw Wrong(list, "a list of names");
            required.AddRange(list.Items.Select(name => Text(document, name)));
        }
        var unevaluated = schema.Find("unevaluatedProperties");
        if (unevaluated is { Element.ValueKind: JsonValueKind.Object })
            _notEnforced.Add(unevaluated.Value.Pointer);
        var part = new ObjectPart(properties, named, additional, required)
        {
            Names = schema.Find("propertyNames"),
            Closes = unevaluated is { Element.ValueKind: JsonValueKind.False },
        };
        return properties.Count + named.Count + required.Count == 0 && additional is null && part is { Names: null, Closes: false }
            ? null : part;
    }

    private List<(string Name, SchemaNode Schema)> Members(SchemaNode schema, string keyword)
    {
        if (schema.Find(keyword) is not { } members)
            return [];
        if (members.Element.ValueKind != JsonValueKind.Object)
            throw Wrong(members, "an object of schemas");
        return [.. members.Element.EnumerateObject().Select(member => (member.Name, members.Child(member.Name, member.Value)))];
    }

    private int? Most(SchemaNode schema, string keyword)
    {
        if (Count(schema, keyword, int.MaxValue) is not { } count)
            return null;
        if (count <= MostCounted)
            return count;
        _notEnforced.Add($"{schema.Pointer}/{keyword}");
        return null;
    }

    private int? Count(SchemaNode schema, string keyword, int most = MostCounted)
    {
        if (schema.Find(keyword) is not { } node)
            return null;
        if (node.Element.ValueKind != JsonValueKind.Number || !node.Element.TryGetDouble(out var count) || count < 0 || count % 1 != 0)
            throw Wrong(node, "a whole number from 0");
        return count <= most ? (int)count : most == int.MaxValue ? most : throw Wrong(node, $"a whole number up to {most}");
    }

    private EngineException Wrong(SchemaNode node, string expected) =>
        document.Refuse(node.Pointer, $"has {ShapeReader.Show(node.Element)}", $"give {expected}");
}
