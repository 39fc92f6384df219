using System.Security.Cryptography;
using System.Text;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>Names in SQL. Nothing else that a user wrote becomes part of a statement's text.</summary>
internal static class Identifier
{
    /// <summary>The schema of all tables.</summary>
    public const string Schema = "localai_store";

    /// <summary>PostgreSQL cuts longer names, without an error.</summary>
    public const int MostBytes = 63;

    private const int HashDigits = 16;

    /// <summary>The table with one row a namespace.</summary>
    public static string Namespaces { get; } = $"{Quote(Schema)}.{Quote("namespaces")}";

    /// <summary>
    /// A namespace's table, which has the model's name: <c>store://NAME</c>. When that is longer than PostgreSQL allows, it is cut and ends
    /// in ~ and a hash of all of it; no namespace's name has a ~ of its own.
    /// </summary>
    public static string TableOf(string name)
    {
        var full = Requests.NamespaceName.Prefix + name;
        var bytes = Encoding.UTF8.GetByteCount(full);
        if (bytes <= MostBytes)
            return full;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)))[..HashDigits];
        var kept = new StringBuilder();
        var left = MostBytes - HashDigits - 1;
        foreach (var rune in full.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
                break;
            kept.Append(rune.ToString());
        }
        return $"{kept}~{hash}";
    }

    /// <summary>A name as SQL text.</summary>
    /// <exception cref="ArgumentException">PostgreSQL cannot have it.</exception>
    public static string Quote(string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(name) > MostBytes)
            throw new ArgumentException("This is no name that PostgreSQL can have.", nameof(name));
        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
