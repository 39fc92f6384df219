namespace LocalAI.Plugins.Llama.Tests.Grammars;

/// <summary>Random regular expressions, each with a way to make texts that match it.</summary>
internal static class RegexSample
{
    private static readonly (string Pattern, string Members)[] Sets =
    [
        ("a", "a"), ("b", "b"), ("[a-c]", "abc"), ("\\d", "0159"), ("[^b]", "ac1é"),
        ("[A-Z_]", "AZ_"), (".", "ab é"), ("\\u0041", "A"), ("[\\d-]", "3-"), ("\\.", "."),
    ];

    public static (string Pattern, Func<Random, string> Draw) Next(Random random, int depth)
    {
        if (depth == 0 || random.Next(4) == 0)
        {
            var (pattern, members) = Sets[random.Next(Sets.Length)];
            return (pattern, r => members[r.Next(members.Length)].ToString());
        }

        var (first, second) = (Next(random, depth - 1), Next(random, depth - 1));
        var (least, more) = (random.Next(3), random.Next(3));
        return random.Next(6) switch
        {
            0 => ($"(?:{first.Pattern}|{second.Pattern})", r => (r.Next(2) == 0 ? first : second).Draw(r)),
            1 => ($"(?:{first.Pattern})*", r => Repeated(r, r.Next(3))),
            2 => ($"({first.Pattern})+?", r => Repeated(r, r.Next(1, 3))),
            3 => ($"(?:{first.Pattern}){{{least},{least + more}}}", r => Repeated(r, r.Next(least, least + more + 1))),
            4 => ($"(?<g>{first.Pattern})?", r => Repeated(r, r.Next(2))),
            _ => ($"{first.Pattern}{second.Pattern}", r => first.Draw(r) + second.Draw(r)),
        };

        string Repeated(Random r, int times) => string.Concat(Enumerable.Range(0, times).Select(_ => first.Draw(r)));
    }
}
