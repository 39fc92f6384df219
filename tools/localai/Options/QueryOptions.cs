using System.CommandLine;
using System.Globalization;
using LocalAI.CommandLine.Stores;
using LocalAI.CommandLine.Stores.Npy;

namespace LocalAI.CommandLine.Options;

/// <summary>The options that give a key to compare with.</summary>
internal sealed class QueryOptions
{
    // More than any key has as text.
    private const long MostBytes = 32 << 20;

    private readonly Option<string?> _key = new("--key")
    {
        HelpName = "NUMBERS",
        Description = "The key to compare with, such as 0.1,0.2",
    };

    private readonly Option<string?> _file = new("--key-file")
    {
        HelpName = "FILE",
        Description = "The key to compare with: a JSON array of numbers, or a .npy file with one row",
    };

    /// <summary>Adds the options to a command.</summary>
    public QueryOptions(Command command)
    {
        command.Add(_key);
        command.Add(_file);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_key) is null == result.GetValue(_file) is null)
                result.AddError("Give the key to compare with, either with --key 0.1,0.2 or with --key-file FILE.");
        });
    }

    /// <summary>The key.</summary>
    /// <exception cref="UserError">It is none.</exception>
    public float[] Read(ParseResult result) =>
        result.GetValue(_key) is { } text ? Parse(text) : ReadFile(result.GetValue(_file)!);

    private static float[] Parse(string text) =>
        [.. text.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries).Select(piece =>
            float.TryParse(piece, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
                ? number
                : throw new UserError($"--key has '{piece}', which is no number; write numbers with commas, such as 0.1,0.2."))];

    private static float[] ReadFile(string file)
    {
        if (!File.Exists(file))
            throw new UserError($"There is no file '{file}'; --key-file takes a JSON array of numbers, or a .npy file with one row.");
        try
        {
            return RowSources.IsNpy(file) ? ReadNpy(file) : ReadJson(file);
        }
        catch (InvalidDataException e)
        {
            throw new UserError($"'{file}' has no key: {e.Message}.", e);
        }
    }

    private static float[] ReadNpy(string file)
    {
        using var rows = NpyReader.Open(file);
        return rows.Rows == 1
            ? rows.Read()
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it has {rows.Rows} rows, and one is needed"));
    }

    private static float[] ReadJson(string file) => new FileInfo(file).Length <= MostBytes
        ? JsonRow.ReadKey(File.ReadAllBytes(file))
        : throw new InvalidDataException($"it is larger than {MostBytes >> 20} MiB");
}
