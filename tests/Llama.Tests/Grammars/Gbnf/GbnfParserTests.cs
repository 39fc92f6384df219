using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars.Gbnf;

namespace LocalAI.Plugins.Llama.Tests.Grammars.Gbnf;

/// <summary>What is wrong with a grammar is told in a sentence with its place; nothing of it reaches llama.cpp.</summary>
public sealed class GbnfParserTests
{
    [Theory]
    [InlineData("x ::= \"a\"", "Grammar has no rule root; add one such as root ::= \"yes\" | \"no\".")]
    [InlineData("", "Grammar has no rule root; add one such as root ::= \"yes\" | \"no\".")]
    [InlineData("root ::= \"a\" x y\ny ::= \"b\"",
        "Grammar has the rule x, which is not there, at line 1, column 14; add a line x ::= ….")]
    [InlineData("root ::= [a-z]\n  \"b", "Grammar has \" instead of a rule's name at line 2, column 3; use the letters a-z, digits and -.")]
    [InlineData("root ::= \"abc", "Grammar has a text that does not end at line 1, column 10; close it with \".")]
    [InlineData("root ::= [abc", "Grammar has a set that does not end at line 1, column 10; close it with ].")]
    [InlineData("root ::= [z-a]",
        "Grammar has the range z-a, which ends before it begins, at line 1, column 11; turn it round.")]
    [InlineData("root ::= []", "Grammar has an empty set at line 1, column 10; name the characters in it, or write . for any.")]
    [InlineData("root ::= (\"a\"", "Grammar has a group that does not end at line 1, column 10; close it with ).")]
    [InlineData("root ::= (\"a\" : \"b\")",
        "Grammar has : within a group at line 1, column 15; close the group with ), or put quotes around text.")]
    [InlineData("root ::= \"a\")",
        "Grammar has ) where a rule goes on or ends at line 1, column 13; begin the next rule on a new line, and put quotes around text.")]
    [InlineData("root = \"a\"",
        "Grammar has = instead of ::= at line 1, column 6; "
        + "write each rule as name ::= …, and go on in the next line only behind | or in ( ).")]
    [InlineData("root ::= * \"a\"",
        "Grammar has a repetition of nothing at line 1, column 10; write what repeats in front of it.")]
    [InlineData("root ::= \"a\"{5,2}",
        "Grammar has a repetition of 5 to 2 times at line 1, column 13; put the smaller number first.")]
    [InlineData("root ::= \"a\"{x}",
        "Grammar has a repetition without a number at line 1, column 14; write it as {3}, {3,} or {3,5}.")]
    [InlineData("root ::= \"a\"{3",
        "Grammar has a repetition that does not end at line 1, column 13; write it as {3}, {3,} or {3,5}.")]
    [InlineData("root ::= \"\\q\"",
        "Grammar has an unknown escape at line 1, column 11; use \\n \\r \\t \\\\ \\\" \\[ \\] \\- \\xHH \\uHHHH or \\UHHHHHHHH.")]
    [InlineData("root ::= \"\\u12\"",
        "Grammar has an escape without its 4 hexadecimal digits at line 1, column 11; write them all, such as \\x0A.")]
    [InlineData("root ::= <[99999999999999999999]>",
        "Grammar has <[99999999999999999999]>, which is no single token of this model, at line 1, column 10; put text in quotes.")]
    [InlineData("root ::= !<nothing>",
        "Grammar has <nothing>, which is no single token of this model, at line 1, column 10; put text in quotes.")]
    [InlineData("root ::= <nothing", "Grammar has a token that does not end at line 1, column 10; write it as <name> or <[id]>.")]
    public void A_fault_is_told_with_its_place(string grammar, string message) => Assert.Equal(message, Refusal(grammar));

    [Theory]
    [InlineData("root ::= root \"a\"")]
    [InlineData("root ::= \"b\" | other\nother ::= root \"a\"")]
    [InlineData("root ::= empty root \"a\" | \"b\"\nempty ::= hidden\nhidden ::= \"\"")]
    [InlineData("root ::= \"x\"* root \"a\" | \"b\"")]
    [InlineData("root ::= (root | \"a\") \"b\"")]
    [InlineData("root ::= \"a\"\nunused ::= unused unused")]
    public void A_rule_that_begins_with_itself_is_refused(string grammar) =>
        Assert.Contains(", which begins with itself, at line ", Refusal(grammar), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"a\"{1000000}{1000000}")]
    [InlineData("\"a\"{99999999999999999999}")]
    [InlineData("\"a\"{0,99999999}")]
    [InlineData("\"a\"{1000000} \"a\"{1000000} \"a\"{1000000}")]
    public void A_repetition_that_fills_the_memory_is_refused(string item) =>
        Assert.StartsWith(
            "Grammar has a repetition that makes it too large at line 1, column ", Refusal($"root ::= {item}"), StringComparison.Ordinal);

    [Fact]
    public void A_grammar_too_long_too_large_or_too_deep_is_refused()
    {
        Assert.Equal("Grammar has 2000009 characters; give one of at most 1048576.", Refusal("root ::= " + new string('a', 2_000_000)));
        Assert.StartsWith(
            "Grammar is too large", Refusal("root ::= " + string.Concat(Enumerable.Repeat("()", 500_000))), StringComparison.Ordinal);
        Assert.Equal(
            "Grammar has groups nested deeper than 256 at line 1, column 266; give inner ones rules of their own.",
            Refusal("root ::= " + new string('(', 300) + "\"a\"" + new string(')', 300)));
    }

    [Theory]
    [InlineData("root ::= (\"\")* \"a\"")]
    [InlineData("root ::= (\"a\"?)*")]
    [InlineData("root ::= \"a\"{0}")]
    [InlineData("# first\r\nroot ::= \"a\" | # one\r\n  \"b\" # two\r\n")]
    [InlineData("root ::= (\n \"a\"\n | \"b\" )\n\n")]
    public void What_does_no_harm_is_read(string grammar) => Assert.NotEmpty(Parse(grammar).Elements);

    [Fact]
    public void Long_chains_of_rules_are_read()
    {
        var chain = "root ::= r0\n"
            + string.Concat(Enumerable.Range(0, 50_000).Select(index => $"r{index} ::= r{index + 1}\n")) + "r50000 ::= \"a\"";

        Assert.Equal(50_002, Parse(chain).Alternatives.Length);
    }

    private static string Refusal(string grammar)
    {
        var refusal = Assert.Throws<EngineException>(() => Parse(grammar));
        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        return refusal.Message;
    }

    private static GbnfRules Parse(string grammar) => GbnfParser.Parse(grammar, "root", _ => null);
}
