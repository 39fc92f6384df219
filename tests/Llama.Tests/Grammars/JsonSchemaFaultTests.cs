using System.Text;
using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Grammars.Gbnf;

namespace LocalAI.Plugins.Llama.Tests.Grammars;

/// <summary>Schemas that cannot be followed, by mistake or in malice: one sentence, at once, and the native parser never chokes.</summary>
public sealed class JsonSchemaFaultTests
{
    [Theory]
    [InlineData("""{"$ref":"#"}""", "refers to itself without end, at #; let it refer to itself only from a property or an item.")]
    [InlineData("""{"allOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"$ref":"#/$defs/a"}}}""",
        "refers to itself without end, at #/$defs/a; let it refer to itself only from a property or an item.")]
    [InlineData("""{"properties":{"a":{"$ref":"#"}},"required":["a"]}""",
        "refers to itself without end at #/properties/a; make a property there optional or allow null.")]
    [InlineData("""{"properties":{"a":{"type":"array","minItems":1,"items":{"$ref":"#"}}},"required":["a"]}""",
        "refers to itself without end at #/properties/a/items; make a property there optional or allow null.")]
    [InlineData("false", "allows no value at #; loosen one of the keywords there.")]
    [InlineData("""{"properties":{"a":{"type":"integer","minimum":5,"maximum":4}},"required":["a"]}""",
        "allows no value at #/properties/a; loosen one of the keywords there.")]
    [InlineData("""{"allOf":[{"type":"string"},{"type":"integer"}]}""", "allows no value at #; loosen one of the keywords there.")]
    [InlineData("""{"enum":[]}""", "allows no value at #; loosen one of the keywords there.")]
    [InlineData("""{"$ref":"https://example.org/s.json"}""",
        "refers to 'https://example.org/s.json', at #/$ref; refer to a schema in the same document, such as #/$defs/name.")]
    [InlineData("""{"items":{"$ref":"#/$defs/x"}}""",
        "refers to '#/$defs/x', which is not there, at #/items/$ref; add it or correct the reference.")]
    [InlineData("""{"properties":{"a":{"type":"strin"}}}""",
        "has '\"strin\"', at #/properties/a/type; give null, boolean, integer, number, string, array or object.")]
    [InlineData("""{"properties":{"a/b":7}}""", "has '7' where a schema should be, at #/properties/a~1b; give an object, true or false.")]
    [InlineData("""{"minLength":-1}""", "has '-1', at #/minLength; give a whole number from 0.")]
    [InlineData("""{"minLength":5000000}""", "has '5000000', at #/minLength; give a whole number up to 1000000.")]
    [InlineData("""{"multipleOf":0}""", "has '0', at #/multipleOf; give a number above 0.")]
    [InlineData("""{"minimum":1e400}""", "has '1e400', at #/minimum; give a number of at most 100 digits.")]
    [InlineData("""{"anyOf":[]}""", "has '[]', at #/anyOf; give a list of schemas.")]
    [InlineData("""{"required":"a"}""", "has '\"a\"', at #/required; give a list of names.")]
    [InlineData("""{"pattern":"(a"}""", "has the pattern '(a' that has a ( without its ), at #/pattern; correct or simplify it.")]
    [InlineData("""{"pattern":"a**"}""", "has the pattern 'a**' that repeats a repetition with *, at #/pattern; correct or simplify it.")]
    [InlineData("""{"pattern":"a{5000}"}""",
        "has the pattern 'a{5000}' that repeats more than 1000 times, at #/pattern; correct or simplify it.")]
    [InlineData("""{"pattern":"[z-a]"}""",
        "has the pattern '[z-a]' that has the range z-a in the wrong order, at #/pattern; correct or simplify it.")]
    [InlineData("""{"const":"\ud800"}""", "has a text with half a surrogate pair, at #/const; write the whole character.")]
    public void Is_refused_with_its_place(string schema, string message)
    {
        var error = Assert.Throws<EngineException>(() => Build(schema));

        Assert.Equal(EngineFailure.InvalidInput, error.Failure);
        Assert.Equal($"The JSON schema in Grammar {message}", error.Message);
    }

    [Theory]
    [InlineData("""{"type":"string","pattern":"^(?=a).*$"}""", "#/pattern")]
    [InlineData("""{"type":"string","pattern":"\\bword\\b"}""", "#/pattern")]
    [InlineData("""{"not":{"type":"array","uniqueItems":true}}""", "#/not")]
    [InlineData("""{"if":{"additionalProperties":false},"then":{"required":["a"]}}""", "#/if")]
    [InlineData("""{"properties":{"a":{"type":"array","uniqueItems":true}}}""", "#/properties/a/uniqueItems")]
    [InlineData("""{"items":{"enum":[1,2,3,4,5,6,7,8,9]},"uniqueItems":true}""", "#/uniqueItems")]
    [InlineData("""{"type":"object","minProperties":65}""", "#/minProperties")]
    [InlineData("""{"type":"object","maxProperties":1000}""", "#/maxProperties")]
    [InlineData("""{"type":"array","contains":{"const":1},"minContains":5}""", "#/contains")]
    [InlineData("""{"type":"array","contains":{"const":1},"maxContains":5}""", "#/maxContains")]
    [InlineData("""{"items":{"enum":[1,2]},"uniqueItems":true,"contains":{"const":1}}""", "#/contains")]
    [InlineData("""{"unevaluatedItems":false}""", "#/unevaluatedItems")]
    [InlineData("""{"unevaluatedProperties":{"type":"string"}}""", "#/unevaluatedProperties")]
    [InlineData("""{"type":"integer","multipleOf":123457}""", "#/multipleOf")]
    [InlineData("""{"type":"integer","multipleOf":4096}""", "#/multipleOf")]
    [InlineData("""{"dependentRequired":{"a":["b"],"b":["c"],"c":["d"],"d":["e"],"e":["f"],"f":["g"]}}""", "#/dependentRequired")]
    public void What_no_grammar_keeps_to_is_named(string schema, string place)
    {
        using var document = JsonDocument.Parse(schema);
        JsonSchemaGrammar.Build(document.RootElement, "Grammar", out var notEnforced);

        Assert.Equal([place], notEnforced);
    }

    [Fact]
    public void Annotations_are_no_keywords_that_are_broken()
    {
        using var document = JsonDocument.Parse(
            """{"title":"t","description":"d","default":1,"examples":[],"x-own":{},"format":"nobody-knows","type":"string"}""");
        JsonSchemaGrammar.Build(document.RootElement, "Grammar", out var notEnforced);

        Assert.Empty(notEnforced);
    }

    public static TheoryData<string> Hostile => new()
    {
        Nested(60, "{\"items\":", "true", "}"),
        Nested(5000, "{\"items\":", "true", "}"),
        Nested(60, "{\"anyOf\":[true,", "true", "]}"),
        Many(20_000, index => $"\"p{index}\":{{\"type\":\"string\"}}", "{\"properties\":{", "}}"),
        Many(20_000, index => $"\"value number {index}\"", "{\"enum\":[", "]}"),
        Many(300, index => $"{{\"const\":{index}}}", "{\"anyOf\":[", "]}"),
        Many(30, index => $"{{\"anyOf\":[{{\"minLength\":{index}}},{{\"maxLength\":{index + 50}}}]}}", "{\"allOf\":[", "]}"),
        Chain(500),
        Doubled(40),
        Many(1000, index => $"\"p{index}\":{{\"pattern\":\"(a|b)*a(a|b){{9}}x{index}\"}}", "{\"properties\":{", "}}"),
        """{"type":"string","pattern":"(a|b)*a(a|b){900}"}""",
        """{"type":"string","pattern":"((a{1,1000}){1,1000}){1,1000}"}""",
        """{"type":"string","pattern":"(((((a*)*)*)*)*)*b"}""",
        """{"type":"string","pattern":".*.*.*.*.*.*.*x.*y.*z"}""",
        """{"type":"string","minLength":999999,"maxLength":1000000}""",
        """{"type":"string","pattern":"a","minLength":999999}""",
        """{"type":"array","minItems":999999}""",
        """{"type":"array","items":{"type":"array","items":{"type":"array","minItems":1000000},"minItems":1000000},"minItems":1000000}""",
        """{"type":"number","minimum":-1e99,"maximum":1e99}""",
        """{"type":"number","minimum":1e-99,"multipleOf":1e-90}""",
        Many(200, index => $"\"^p{index}\":true", "{\"patternProperties\":{", "}}"),
        Many(2000, index => $"\"p{index}\":true", "{\"minProperties\":60,\"properties\":{", "}}"),
        Many(60, index => $"\"p{index}\":true", "{\"minProperties\":30,\"maxProperties\":50,\"properties\":{", "}}"),
        Many(60, index => $"\"p{index}\":[\"q\"]", "{\"dependentRequired\":{", "}}"),
        Many(60, index => $"{{\"not\":{{\"properties\":{{\"p{index}\":true}}}}}}", "{\"allOf\":[", "]}"),
        Nested(30, "{\"not\":", "{\"type\":\"null\"}", "}"),
        Nested(20, "{\"not\":{\"properties\":{\"a\":", "{\"type\":\"null\"}", "}}}"),
        Nested(12, "{\"if\":{\"required\":[\"a\"]},\"then\":", "true", "}"),
        """{"contains":{"$ref":"#"},"minContains":4,"minItems":60,"maxItems":64}""",
        """{"not":{"$ref":"#"}}""",
        """{"properties":{"a":{"not":{"$ref":"#"}}}}""",
        """{"propertyNames":{"pattern":"(a|b)*a(a|b){900}"}}""",
        Many(4, index => $"\"(a|b)*{index}(a|b){{12}}\":true", "{\"patternProperties\":{", "}}"),
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_schema_becomes_a_grammar_or_a_sentence(string schema)
    {
        using var model = new StoriesModel();
        try
        {
            var grammar = Build(schema);
            var matcher = new GrammarMatcher(GbnfParser.Parse(grammar, "root", model.Vocabulary.TokenOf), model.Vocabulary.Sorted);
            Assert.NotEmpty(matcher.Place.Stacks);
        }
        catch (EngineException refusal)
        {
            Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
            Assert.StartsWith("The JSON schema in Grammar ", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static string Build(string schema)
    {
        using var document = JsonDocument.Parse(schema, new JsonDocumentOptions { MaxDepth = 10_000 });
        return JsonSchemaGrammar.Build(document.RootElement, "Grammar", out _);
    }

    private static string Nested(int depth, string open, string inner, string close) =>
        string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));

    private static string Many(int count, Func<int, string> item, string open, string close) =>
        open + string.Join(',', Enumerable.Range(0, count).Select(item)) + close;

    private static string Chain(int length)
    {
        var definitions = Many(length, index => $"\"d{index}\":{{\"$ref\":\"#/$defs/d{index + 1}\"}}", "", "");
        return $"{{\"$ref\":\"#/$defs/d0\",\"$defs\":{{{definitions},\"d{length}\":true}}}}";
    }

    /// <summary>Each definition needs the next one twice.</summary>
    private static string Doubled(int length)
    {
        var definitions = new StringBuilder();
        for (var index = 0; index < length; index++)
        {
            var next = $"{{\"$ref\":\"#/$defs/d{index + 1}\"}}";
            definitions.Append(null, $"\"d{index}\":{{\"anyOf\":[{next},{next}]}},");
        }
        return $"{{\"$ref\":\"#/$defs/d0\",\"$defs\":{{{definitions}\"d{length}\":true}}}}";
    }
}
