using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Choosing;

/// <summary>What shows of a model from outside: its first bytes, its folder's files, its extension, its name.</summary>
internal sealed class ModelLook
{
    private const int LongestMagic = 16;

    private readonly byte[] _head;
    private readonly string _file;
    private readonly string _name;
    private readonly bool _isFolder;

    public ModelLook(ModelRequest request)
    {
        _file = request.File;
        _name = request.Options.Model;
        _isFolder = Directory.Exists(_file);
        _head = _isFolder ? [] : ReadHead(_file);
    }

    /// <summary>The ways to recognise a model, the surest first.</summary>
    public IReadOnlyList<Func<ModelPatterns, bool>> Ways => [HasMagic, HasFile, HasExtension, HasName];

    private bool HasMagic(ModelPatterns patterns) =>
        patterns.Magic.Any(magic => _head.AsSpan().StartsWith(System.Text.Encoding.ASCII.GetBytes(magic)));

    private bool HasFile(ModelPatterns patterns) =>
        _isFolder && patterns.Files.Any(file => File.Exists(Path.Combine(_file, file)));

    private bool HasExtension(ModelPatterns patterns) =>
        !_isFolder && patterns.Extensions.Any(extension => _file.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private bool HasName(ModelPatterns patterns) => patterns.Names.Any(name =>
        name.EndsWith("://", StringComparison.Ordinal) ? _name.StartsWith(name, StringComparison.Ordinal) : _name == name);

    private static byte[] ReadHead(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var head = new byte[LongestMagic];
            return head[..stream.ReadAtLeast(head, LongestMagic, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // A name such as store://faces is no file; what cannot be read is told by the engine, which knows what it needs.
            return [];
        }
    }
}
