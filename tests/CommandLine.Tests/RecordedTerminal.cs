using System.Text;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Rendering;

namespace LocalAI.CommandLine.Tests;

/// <summary>The tool run inside the test, with what it writes kept.</summary>
internal sealed class RecordedTerminal : IDisposable
{
    private readonly MemoryStream _data = new();
    private readonly StringWriter _console = new();
    private readonly StringWriter _notes = new();

    public RecordedTerminal(string input = "") => Terminal = new Terminal(
        _data, Terminal.CreateConsole(_console), Terminal.CreateConsole(_notes), new Lazy<TextReader>(() => new StringReader(input)));

    public Terminal Terminal { get; }

    /// <summary>stdout.</summary>
    public string Output => _console + Encoding.UTF8.GetString(_data.ToArray());

    /// <summary>stderr.</summary>
    public string Notes => _notes.ToString();

    public void Dispose()
    {
        _data.Dispose();
        _console.Dispose();
        _notes.Dispose();
    }

    public async Task<int> RunAsync(params string[] args)
    {
        using var interruption = new Interruption();
        return await CommandLineTool.RunAsync(args, Terminal, interruption);
    }
}
