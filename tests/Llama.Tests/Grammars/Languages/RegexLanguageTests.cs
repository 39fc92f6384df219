using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Tests.Grammars.Languages;

/// <summary>Regular expressions against those of .NET, on what both read alike.</summary>
public sealed class RegexLanguageTests
{
    private static readonly string[] Pieces =
    [
        "a", "b", "^", "$", "|", "(", ")", "(?:", "*", "+", "?", "*?", "{0,2}", "{1}",
        "{2,}", "[ab]", "[^a]", "\\d", ".", "c", "\\-", "[a-c-]",
    ];

    [Fact]
    public void Finds_a_match_exactly_where_NET_does() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            if (Net(pattern) is not { } expected || Ours(pattern) is not { } language)
                return;
            for (var count = 0; count < 20; count++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => "abc1-"[random.Next(5)]));
                Assert.True(expected.IsMatch(text) == language.Matches(text), $"{pattern} on '{text}'");
            }
        }));

    [Fact]
    public void Most_random_patterns_are_read()
    {
        var random = new Random(1);
        var read = Enumerable.Range(0, 200).Count(_ => Ours(RegexSample.Next(random, 4).Pattern) is not null);

        Assert.Equal(200, read);
    }

    [Theory]
    [InlineData("$^", "", true)]
    [InlineData("$^", "a", false)]
    [InlineData("a^b", "ab", false)]
    [InlineData("^a$|^b$", "b", true)]
    [InlineData("\\cJ", "\n", true)]
    [InlineData("[\\b]", "\b", true)]
    [InlineData("\\u{1F600}", "x😀", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^.$", "\u2028", false)]
    [InlineData("[]", "a", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData("a{,2}", "a{,2}", true)]
    [InlineData("\\s", "\uFEFF", true)]
    public void Reads_what_ECMAScript_says(string pattern, string text, bool matches) =>
        Assert.Equal(matches, Ours(pattern)!.Matches(text));

    [Theory]
    [InlineData("(?=a)", true)]
    [InlineData("(?<!a)b", true)]
    [InlineData("(a)\\1", true)]
    [InlineData("\\p{L}", true)]
    [InlineData("\\bx", true)]
    [InlineData("a)", false)]
    [InlineData("[a", false)]
    [InlineData("*a", false)]
    [InlineData("\\", false)]
    [InlineData("\\u12", false)]
    [InlineData("\\q", false)]
    [InlineData("a{2,1}", false)]
    public void Says_whether_a_pattern_is_wrong_or_beyond_it(string pattern, bool isUnsupported) =>
        Assert.Equal(isUnsupported, Assert.Throws<RegexException>(() => RegexLanguage.Parse(pattern, new Effort("Grammar"))).IsUnsupported);

    private static Regex? Net(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.ECMAScript);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static RegexLanguage? Ours(string pattern)
    {
        try
        {
            return RegexLanguage.Parse(pattern, new Effort("Grammar"));
        }
        catch (RegexException)
        {
            return null;
        }
    }
}
