using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>
/// Where the tool writes: data on stdout, everything about it on stderr. Escape sequences appear only on a terminal, and never
/// when NO_COLOR is set.
/// </summary>
/// <param name="data">stdout as bytes, unbuffered.</param>
/// <param name="console">stdout for text and tables.</param>
/// <param name="notes">stderr.</param>
/// <param name="input">stdin, opened when it is read.</param>
internal sealed class Terminal(Stream data, IAnsiConsole console, IAnsiConsole notes, Lazy<TextReader> input)
{
    private const int WidthWithoutTerminal = 4096;

    /// <summary>stdout as bytes, unbuffered.</summary>
    public Stream Data { get; } = data;

    /// <summary>stdout for text and tables.</summary>
    public IAnsiConsole Console { get; } = console;

    /// <summary>stderr.</summary>
    public IAnsiConsole Notes { get; } = notes;

    /// <summary>The terminal that this process has.</summary>
    public static Terminal OfThisProcess() => new(
        System.Console.OpenStandardOutput(), CreateConsole(System.Console.Out), CreateConsole(System.Console.Error),
        new Lazy<TextReader>(() => System.Console.In));

    /// <summary>A console on <paramref name="writer"/>.</summary>
    public static IAnsiConsole CreateConsole(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        var plain = !output.IsTerminal || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            // Spectre draws its spinner only on an interactive console; the tool itself never asks anything.
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Yes,
        });
        // What is piped on is not wrapped: a sentence stays one line.
        if (!output.IsTerminal)
            console.Profile.Width = WidthWithoutTerminal;
        return console;
    }

    /// <summary>Writes a failure.</summary>
    public void WriteError(string sentence) => Notes.WriteLine(sentence, new Style(Color.Red));

    /// <summary>Writes something beside the result, dimmed.</summary>
    public void WriteNote(string text) => Notes.WriteLine(text, new Style(decoration: Decoration.Dim));

    /// <summary>A file to read line by line, or stdin for <c>-</c>.</summary>
    public TextReader OpenText(string file) => file == "-" ? input.Value : File.OpenText(file);

    /// <summary>An argument as it is, or all of stdin for <c>-</c>.</summary>
    public async Task<string> ReadArgumentAsync(string argument, CancellationToken cancellationToken) =>
        argument == "-" ? await input.Value.ReadToEndAsync(cancellationToken) : argument;

    /// <summary>Asks for a line of stdin.</summary>
    /// <param name="question">Shown on a terminal only.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The line, or null at the end of stdin.</returns>
    public Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        if (!System.Console.IsInputRedirected)
            Notes.Write(question);
        // A terminal cannot be asked to stop waiting; the thread that waits ends with the process.
        return Task.Run(input.Value.ReadLine, cancellationToken).WaitAsync(cancellationToken);
    }
}
