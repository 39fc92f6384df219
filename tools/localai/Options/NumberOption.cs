using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace LocalAI.CommandLine.Options;

/// <summary>Options that take a number within bounds and say so when they are given something else.</summary>
internal static class NumberOption
{
    public static Option<T> Create<T>(string name, string description, T fallback, T minimum, T maximum) where T : struct, INumber<T> =>
        new(name)
        {
            HelpName = "N",
            Description = description,
            DefaultValueFactory = _ => fallback,
            CustomParser = argument => Parse(argument, name, minimum, maximum),
        };

    /// <summary>The same for a number whose absence means something that the description says.</summary>
    public static Option<T?> CreateOptional<T>(string name, string description, T minimum, T maximum) where T : struct, INumber<T> =>
        new(name)
        {
            HelpName = "N",
            Description = description,
            CustomParser = argument => Parse(argument, name, minimum, maximum),
        };

    private static T Parse<T>(ArgumentResult argument, string name, T minimum, T maximum) where T : struct, INumber<T>
    {
        var text = argument.Tokens[0].Value;
        // NaN is a number to TryParse; it is within no bounds.
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
            return value;

        var kind = typeof(T) == typeof(int) ? "a whole number" : "a number";
        argument.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}'; expected {kind} from {minimum} to {maximum}."));
        return default;
    }
}
