using System.Text.Json;
using LocalAI.Plugins.Llama.Grammars;

namespace LocalAI.Plugins.Llama.Tests.Grammars;

/// <summary>Each keyword, by documents that the grammar has to let pass or refuse, ours and llama.cpp's alike.</summary>
public sealed class JsonSchemaGrammarTests : IDisposable
{
    private const string ByKind = """
        {"properties":{"kind":{"enum":["a","b"]},"x":true,"y":true},"required":["kind"],
        "if":{"properties":{"kind":{"const":"a"}}},"then":{"required":["x"]},"else":{"required":["y"]}}
        """;

    private readonly StoriesModel _model = new();

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData("""{"type":"null"}""", "null")]
    [InlineData("""{"type":"boolean"}""", "true", "false")]
    [InlineData("""{"type":"integer"}""", "0", "-1", "12345678901234567890")]
    [InlineData("""{"type":"number"}""", "0", "-1.5", "3e10", "2.5E-3", "7")]
    [InlineData("""{"type":"string"}""", "\"\"", "\"a\\n\\u00e9é\\ud83d\\ude00\"", "\"\\\"quoted\\\"\"")]
    [InlineData("""{"type":["string","null"]}""", "null", "\"x\"")]
    [InlineData("""{"type":"string","nullable":true}""", "null", "\"x\"")]
    [InlineData("true", "1", "[]", "{}", "[1, {\"a\": [null]}]", "{\"a\":{\"b\":\"c\"}}")]
    [InlineData("{}", "{\"anything\": [1, 2]}", "\"at all\"")]
    [InlineData("""{"type":"object"}""", "{}", "{\"a\":1}", "{ \"a\": 1, \"b\": [] }", "{\n  \"a\": 1\n}")]
    [InlineData("""{"type":"array"}""", "[]", "[1]", "[ 1, \"two\", null ]")]
    [InlineData("""{"enum":["red","green",1,null,{"a":[1]}]}""", "\"red\"", "1", "null", "{\"a\":[1]}", "{ \"a\": [ 1 ] }")]
    [InlineData("""{"const":"a \"quote\""}""", "\"a \\\"quote\\\"\"")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string"}}}""",
        "{}", "{\"a\":1}", "{\"b\":\"x\"}", "{\"a\": 1, \"b\": \"x\"}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"},"b":true,"c":true},"required":["b"]}""",
        "{\"b\":1}", "{\"a\":1,\"b\":1}", "{\"b\":1,\"c\":1}", "{\"a\":1,\"b\":1,\"c\":1}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}},"additionalProperties":{"type":"boolean"}}""",
        "{\"a\":1,\"b\":true}", "{\"b\":true,\"ab\":false}", "{\"\":true}", "{}")]
    [InlineData("""{"type":"object","patternProperties":{"^x-":{"type":"integer"}},"additionalProperties":false}""", "{\"x-a\":1}", "{}")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":3}""", "[1,2]", "[1, 2, 3]")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}],"items":{"type":"null"}}""",
        "[]", "[1]", "[1,\"a\"]", "[1,\"a\",null,null]")]
    [InlineData("""{"type":"array","items":[{"type":"integer"},{"type":"string"}],"additionalItems":false}""", "[1,\"a\"]")]
    [InlineData("""{"type":"array","maxItems":0}""", "[]", "[ ]")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"ab\"", "\"ééé\"", "\"\\n\\ud83d\\ude00\"")]
    [InlineData("""{"type":"string","pattern":"^a+b?$"}""", "\"a\"", "\"aaab\"")]
    [InlineData("""{"type":"string","pattern":"b"}""", "\"b\"", "\"abc\"", "\"\\\\b\\n\"")]
    [InlineData("""{"type":"string","pattern":"^[a-z]+$","minLength":2,"maxLength":4}""", "\"ab\"", "\"abcd\"")]
    [InlineData("""{"type":"string","pattern":"^\\u{1F600}|\\ud83d\\ude01$"}""", "\"😀x\"", "\"x😁\"")]
    [InlineData("""{"type":"string","pattern":"^(yes|no)$|^maybe"}""", "\"yes\"", "\"maybe so\"")]
    [InlineData("""{"type":"integer","minimum":-3,"maximum":12}""", "-3", "0", "9", "12")]
    [InlineData("""{"type":"integer","exclusiveMinimum":0,"multipleOf":7}""", "7", "14", "700")]
    [InlineData("""{"type":"number","minimum":0.5,"exclusiveMaximum":1.25}""", "0.5", "1", "1.2", "1.2499", "0.75")]
    [InlineData("""{"type":"number","multipleOf":0.01}""", "0.01", "5", "-3.1", "2.50")]
    [InlineData("""{"type":"number","minimum":1e3,"maximum":2.5E3}""", "1000", "2500", "2499.9")]
    [InlineData("""{"type":"string","format":"date"}""", "\"2024-02-29\"", "\"1999-12-31\"")]
    [InlineData("""{"type":"string","format":"time"}""", "\"23:59:59Z\"", "\"00:00:00.125+02:00\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2024-02-29T12:00:00Z\"")]
    [InlineData("""{"type":"string","format":"uuid"}""", "\"123e4567-e89b-12d3-a456-426614174000\"")]
    [InlineData("""{"type":"string","format":"a-format-nobody-knows"}""", "\"anything\"")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"string","maxLength":1}]}""", "5", "\"a\"")]
    [InlineData("""{"allOf":[{"type":"integer","minimum":3},{"maximum":5}]}""", "3", "5")]
    [InlineData("""{"allOf":[{"properties":{"a":{"type":"integer"}}},{"type":"object","properties":{"b":true},"required":["b"]}]}""",
        "{\"b\":1}", "{\"a\":1,\"b\":2}")]
    [InlineData("""{"$ref":"#/$defs/a~1b","$defs":{"a/b":{"type":"null"}}}""", "null")]
    [InlineData("""{"$ref":"#/definitions/x%20y","definitions":{"x y":{"type":"null"}}}""", "null")]
    [InlineData("""{"$ref":"#here","$defs":{"x":{"$anchor":"here","const":1}}}""", "1")]
    [InlineData("""{"type":"object","properties":{"v":{"type":"integer"},"next":{"$ref":"#"}},"required":["v"]}""",
        "{\"v\":1}", "{\"v\":1,\"next\":{\"v\":2,\"next\":{\"v\":3}}}")]
    [InlineData("""{"properties":{"a":false,"b":true}}""", "{}", "{\"b\":1}")]
    [InlineData("""{"minLength":1}""", "\"a\"")]
    [InlineData("""{"type":"object","minProperties":2}""", "{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2,\"c\":3}")]
    [InlineData("""{"properties":{"a":true,"b":true,"c":true},"required":["b"],"minProperties":2,"maxProperties":2}""",
        "{\"a\":1,\"b\":2}", "{\"b\":2,\"c\":3}")]
    [InlineData("""{"type":"object","maxProperties":1}""", "{}", "{\"a\":1}")]
    [InlineData("""{"type":"object","propertyNames":{"pattern":"^[a-z]+$","maxLength":3}}""", "{}", "{\"abc\":1,\"d\":2}")]
    [InlineData("""{"properties":{"ab":true,"C":true},"propertyNames":{"enum":["ab","x"]},"additionalProperties":true}""",
        "{\"ab\":1}", "{\"ab\":1,\"x\":2}")]
    [InlineData("""{"items":{"enum":["a","b",1]},"uniqueItems":true,"minItems":1}""",
        "[\"a\"]", "[1, \"b\", \"a\"]")]
    [InlineData("""{"type":"array","items":{"type":"boolean"},"uniqueItems":true,"maxItems":2}""", "[]", "[true,false]")]
    [InlineData("""{"type":"array","items":{"enum":["","aé"]},"uniqueItems":true}""", "[]", "[\"aé\"]", "[\"aé\",\"\"]", "[ \"\" ]")]
    [InlineData("""{"items":{"type":"integer"},"contains":{"minimum":10}}""", "[10]", "[1, 20, 3]")]
    [InlineData("""{"type":"array","contains":{"const":"x"},"minContains":2,"maxItems":3}""", "[\"x\",\"x\"]", "[\"x\",1,\"x\"]")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":{"type":"integer"},"contains":{"const":7}}""", "[\"a\",1,7]")]
    [InlineData("""{"not":{"type":"null"}}""", "1", "{}", "\"null\"")]
    [InlineData("""{"type":"string","not":{"enum":["a","ab"]}}""", "\"\"", "\"b\"", "\"abc\"")]
    [InlineData("""{"type":"string","not":{"pattern":"^x"}}""", "\"ax\"", "\"\"")]
    [InlineData("""{"type":"integer","not":{"minimum":3,"maximum":5}}""", "2", "6", "-4")]
    [InlineData("""{"type":"number","not":{"const":1.5}}""", "1", "1.51", "-1.5")]
    [InlineData("""{"type":"integer","not":{"anyOf":[{"const":1},{"const":2}]}}""", "0", "3", "12")]
    [InlineData("""{"properties":{"a":{"type":"integer"},"b":true},"not":{"required":["a","b"]}}""", "{}", "{\"a\":1}", "{\"b\":1}")]
    [InlineData("""{"properties":{"a":{"type":"integer"}},"not":{"properties":{"a":{"const":1}}}}""", "{\"a\":2}")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"not":{"items":{"minimum":0}}}""", "[-1]", "[1, -1, 2]")]
    [InlineData("""{"type":"array","not":{"contains":{"type":"string"}}}""", "[]", "[1, null]")]
    [InlineData(ByKind,
        "{\"kind\":\"a\",\"x\":1}", "{\"kind\":\"b\",\"y\":1}", "{\"kind\":\"b\",\"x\":1,\"y\":1}")]
    [InlineData("""{"type":"integer","if":{"minimum":10},"then":{"multipleOf":10}}""", "3", "-7", "20")]
    [InlineData("""{"properties":{"a":true,"b":true},"dependentRequired":{"a":["b"]}}""", "{}", "{\"b\":1}", "{\"a\":1,\"b\":1}")]
    [InlineData("""{"properties":{"a":true,"b":{"type":"integer"}},"dependencies":{"a":{"properties":{"b":{"minimum":5}}}}}""",
        "{\"b\":1}", "{\"a\":1,\"b\":5}")]
    [InlineData("""{"allOf":[{"properties":{"a":true}}],"properties":{"b":true},"additionalProperties":true}""",
        "{\"b\":1,\"a\":1,\"c\":1}")]
    [InlineData("""{"type":"object","unevaluatedProperties":false,"allOf":[{"properties":{"a":true}}]}""", "{}", "{\"a\":1}")]
    [InlineData("""{"type":"integer","multipleOf":10000}""", "0", "10000", "-30000")]
    [InlineData("""{"type":"integer","multipleOf":700000,"minimum":1}""", "700000", "1400000", "7000000")]
    public void Lets_pass(string schema, params string[] documents)
    {
        var grammar = Grammar(schema);
        Assert.All(documents, document => Assert.True(GrammarAcceptor.Accepts(grammar, document, _model.Vocabulary), grammar));
    }

    [Theory]
    [InlineData("""{"type":"null"}""", "nul", "true", "null ")]
    [InlineData("""{"type":"integer"}""", "01", "1.0", "1e3", "-", "+1")]
    [InlineData("""{"type":"number"}""", ".5", "1.", "1e", "NaN", "00")]
    [InlineData("""{"type":"string"}""", "\"a", "\"\n\"", "\"\\x\"", "\"\\ud83d\"", "\"\\ude00\"", "a")]
    [InlineData("true", "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "[    1]", "[1]\n")]
    [InlineData("""{"enum":["red","green"]}""", "\"blue\"", "\"re\"", "red")]
    [InlineData("""{"type":"string","enum":["a",1]}""", "1")]
    [InlineData("""{"type":"string","minLength":2,"enum":["a","bb"]}""", "\"a\"")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}}}""", "{\"b\":1}", "{\"a\":\"x\"}", "{\"a\":1,\"a\":1}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"},"b":true,"c":true},"required":["b"]}""",
        "{}", "{\"a\":1}", "{\"a\":1,\"c\":1}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}},"additionalProperties":{"type":"boolean"}}""",
        "{\"a\":true}", "{\"b\":1}", "{\"\\u0061\":true}")]
    [InlineData("""{"type":"object","patternProperties":{"^x-":{"type":"integer"}},"additionalProperties":false}""",
        "{\"x-a\":\"1\"}", "{\"y\":1}")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":3}""", "[]", "[1]", "[1,2,3,4]", "[1,\"a\"]")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}],"items":false}""", "[\"a\"]", "[1,\"a\",null]")]
    [InlineData("""{"type":"array","maxItems":0}""", "[1]")]
    [InlineData("""{"type":"string","minLength":2,"maxLength":3}""", "\"a\"", "\"abcd\"", "\"\\ud83d\\ude00\"")]
    [InlineData("""{"type":"string","pattern":"^a+b?$"}""", "\"\"", "\"b\"", "\"abb\"", "\"ba\"")]
    [InlineData("""{"type":"string","pattern":"b"}""", "\"\"", "\"ac\"")]
    [InlineData("""{"type":"string","pattern":"^\\w$"}""", "\"é\"", "\"-\"")]
    [InlineData("""{"type":"string","pattern":"^[a-z]+$","minLength":2,"maxLength":4}""", "\"a\"", "\"abcde\"", "\"aB\"")]
    [InlineData("""{"type":"integer","minimum":-3,"maximum":12}""", "-4", "13", "-30", "100")]
    [InlineData("""{"type":"integer","exclusiveMinimum":0,"multipleOf":7}""", "0", "-7", "8", "15")]
    [InlineData("""{"type":"number","minimum":0.5,"exclusiveMaximum":1.25}""", "0.4999", "1.25", "1.250", "2", "-1", "0")]
    [InlineData("""{"type":"number","multipleOf":0.01}""", "0.001", "1.005")]
    [InlineData("""{"type":"string","format":"date"}""",
        "\"2023-02-29\"", "\"1900-02-29\"", "\"2024-04-31\"", "\"24-01-01\"", "\"0000-01-01\"")]
    [InlineData("""{"type":"string","format":"time"}""", "\"24:00:00Z\"", "\"12:00\"", "\"12:00:00\"")]
    [InlineData("""{"type":"string","format":"uuid"}""", "\"123e4567e89b12d3a456426614174000\"")]
    [InlineData("""{"allOf":[{"type":"integer","minimum":3},{"maximum":5}]}""", "2", "6")]
    [InlineData("""{"properties":{"a":false,"b":true}}""", "{\"a\":1}", "1")]
    [InlineData("""{"type":"object","minProperties":2}""", "{}", "{\"a\":1}")]
    [InlineData("""{"properties":{"a":true,"b":true,"c":true},"required":["b"],"minProperties":2,"maxProperties":2}""",
        "{\"b\":2}", "{\"a\":1,\"b\":2,\"c\":3}", "{\"a\":1,\"c\":3}")]
    [InlineData("""{"type":"object","maxProperties":1}""", "{\"a\":1,\"b\":2}")]
    [InlineData("""{"type":"object","propertyNames":{"pattern":"^[a-z]+$","maxLength":3}}""", "{\"abcd\":1}", "{\"A\":1}")]
    [InlineData("""{"properties":{"ab":true,"C":true},"propertyNames":{"enum":["ab","x"]},"additionalProperties":true}""",
        "{\"C\":1}", "{\"ab\":1,\"y\":2}")]
    [InlineData("""{"items":{"enum":["a","b",1]},"uniqueItems":true,"minItems":1}""", "[]", "[\"a\",\"a\"]", "[1,\"b\",1]")]
    [InlineData("""{"type":"array","items":{"type":"boolean"},"uniqueItems":true,"maxItems":2}""", "[true,true]")]
    [InlineData("""{"type":"array","items":{"enum":["","aé"]},"uniqueItems":true}""", "[null]", "[\"aé\",null]", "[\"\",\"aé\",null]")]
    [InlineData("""{"type":["string","integer"],"enum":["A9",9]}""", "\"9\"", "\"A\"")]
    [InlineData("""{"items":{"type":"integer"},"contains":{"minimum":10}}""", "[]", "[1, 2]", "[1.5, 10]")]
    [InlineData("""{"type":"array","contains":{"const":"x"},"minContains":2,"maxItems":3}""",
        "[\"x\"]", "[\"x\",1,1]", "[1,1,\"x\",\"x\"]")]
    [InlineData("""{"prefixItems":[{"type":"string"}],"items":{"type":"integer"},"contains":{"const":7}}""", "[\"a\",1]", "[7]")]
    [InlineData("""{"not":{"type":"null"}}""", "null")]
    [InlineData("""{"type":"string","not":{"enum":["a","ab"]}}""", "\"a\"", "\"ab\"")]
    [InlineData("""{"type":"string","not":{"pattern":"^x"}}""", "\"x\"", "\"xa\"")]
    [InlineData("""{"type":"integer","not":{"minimum":3,"maximum":5}}""", "3", "4", "5")]
    [InlineData("""{"type":"number","not":{"const":1.5}}""", "1.5", "1.50")]
    [InlineData("""{"type":"integer","not":{"anyOf":[{"const":1},{"const":2}]}}""", "1", "2")]
    [InlineData("""{"properties":{"a":{"type":"integer"},"b":true},"not":{"required":["a","b"]}}""", "{\"a\":1,\"b\":1}")]
    [InlineData("""{"properties":{"a":{"type":"integer"}},"not":{"properties":{"a":{"const":1}}}}""", "{\"a\":1}", "{}")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"not":{"items":{"minimum":0}}}""", "[]", "[1, 2]")]
    [InlineData("""{"type":"array","not":{"contains":{"type":"string"}}}""", "[\"a\"]", "[1, \"a\"]")]
    [InlineData(ByKind,
        "{\"kind\":\"a\"}", "{\"kind\":\"a\",\"y\":1}", "{\"kind\":\"b\",\"x\":1}")]
    [InlineData("""{"type":"integer","if":{"minimum":10},"then":{"multipleOf":10}}""", "11", "101")]
    [InlineData("""{"properties":{"a":true,"b":true},"dependentRequired":{"a":["b"]}}""", "{\"a\":1}")]
    [InlineData("""{"properties":{"a":true,"b":{"type":"integer"}},"dependencies":{"a":{"properties":{"b":{"minimum":5}}}}}""",
        "{\"a\":1,\"b\":4}")]
    [InlineData("""{"type":"object","unevaluatedProperties":false,"allOf":[{"properties":{"a":true}}]}""", "{\"b\":1}")]
    [InlineData("""{"type":"integer","multipleOf":10000}""", "1000", "10001", "5")]
    [InlineData("""{"type":"integer","multipleOf":700000,"minimum":1}""", "0", "70000", "800000")]
    public void Refuses(string schema, params string[] documents)
    {
        var grammar = Grammar(schema);
        Assert.All(documents, document => Assert.False(GrammarAcceptor.Accepts(grammar, document, _model.Vocabulary), grammar));
    }

    private static string Grammar(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        return JsonSchemaGrammar.Build(document.RootElement, "Grammar", out _);
    }
}
