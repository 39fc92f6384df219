using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Tests.Grammars.Languages;

/// <summary>Bounds and divisors against the arithmetic of decimals.</summary>
public sealed class NumberLanguageTests
{
    [Fact]
    public void Keeps_to_bounds_as_decimals_compare() => ForAll(random =>
    {
        var (low, high, number) = (Number(random), Number(random), Number(random));
        var (lowIsOut, highIsOut) = (random.Next(2) == 0, random.Next(2) == 0);
        var range = new RangeLanguage(Bound(low, lowIsOut), Bound(high, highIsOut));

        var expected = (lowIsOut ? number > low : number >= low) && (highIsOut ? number < high : number <= high);
        Assert.True(expected == range.Matches(Text(number)), $"{low} {lowIsOut} {high} {highIsOut} {number}");
    });

    [Fact]
    public void Keeps_to_divisors_as_decimals_divide() => ForAll(random =>
    {
        var (digits, decimals) = (random.Next(1, 60), random.Next(3));
        var divisor = digits / new[] { 1m, 10m, 100m }[decimals];
        var number = random.Next(2) == 0 ? Number(random) : divisor * random.Next(-500, 500);

        Assert.True((number % divisor == 0) == new DivisibleLanguage(digits, decimals).Matches(Text(number)), $"{number} by {divisor}");
    });

    [Theory]
    [InlineData("-0", false, "0", "")]
    [InlineData("0.050", false, "0", "05")]
    [InlineData("-12e-3", true, "0", "012")]
    [InlineData("1.5E+3", false, "1500", "")]
    [InlineData("100", false, "100", "")]
    public void Writes_out_a_JSON_number(string number, bool isNegative, string whole, string fraction) =>
        Assert.Equal(new NumberBound(isNegative, whole, fraction, false), NumberBound.Parse(number, false));

    [Theory]
    [InlineData("1e101")]
    [InlineData("1e-99999999999999999999")]
    public void A_number_of_too_many_digits_is_none(string number) => Assert.Null(NumberBound.Parse(number, false));

    private static void ForAll(Action<Random> check) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5000),
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => check(new Random(seed))));

    private static decimal Number(Random random) => random.Next(4) switch
    {
        0 => random.Next(-12, 12),
        1 => random.Next(-120, 120) / 10m,
        2 => random.Next(-120_000, 120_000) / 100m,
        _ => random.Next(-1_000, 1_000) * 100m,
    };

    private static NumberBound Bound(decimal number, bool isExclusive) => NumberBound.Parse(Text(number), isExclusive)!;

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
