using System.Globalization;

namespace LocalAI.CommandLine.Stores;

/// <summary>Where a row comes from.</summary>
/// <param name="File">The file.</param>
/// <param name="Unit">What it counts: line or row.</param>
/// <param name="Number">Which one, from 1.</param>
internal readonly record struct RowPlace(string File, string Unit, long Number)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}, {Unit} {Number}");

    /// <summary>This place and those after it up to another.</summary>
    public string To(RowPlace last) =>
        last == this ? ToString()
        : last.File == File ? string.Create(CultureInfo.InvariantCulture, $"{File}, {Unit}s {Number} to {last.Number}")
        : $"{this} to {last}";
}
