using System.Text;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Chat;

namespace LocalAI.Plugins.Forge.Data;

/// <summary>A file of JSON lines that is written row by row: UTF-8, and the same line ends everywhere.</summary>
internal sealed class RowFile : IDisposable
{
    private readonly StreamWriter _file;

    /// <exception cref="IOException">The file cannot be written.</exception>
    public RowFile(DirectoryInfo folder, string name)
    {
        Name = name;
        _file = new StreamWriter(Path.Combine(folder.FullName, name), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    public void Write(JsonObject row) => _file.WriteLine(Json.Line(row));

    public void Dispose() => _file.Dispose();
}
