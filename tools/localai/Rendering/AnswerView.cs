using System.Text;
using LocalAI.Plugins.Protocol;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>Shows an answer as it comes: what it says on stdout; what it thinks and which tools it calls, dimmed, on stderr.</summary>
internal sealed class AnswerView(Terminal terminal)
{
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    private bool _notesOpen;
    private bool _textOpen;

    /// <summary>Shows a piece.</summary>
    public void Show(ChatDelta delta)
    {
        if (delta.ReasoningContent.Length > 0)
            Note(delta.ReasoningContent);
        if (delta.Content.Length > 0)
            Text(delta.Content);
        foreach (var call in delta.ToolCalls)
        {
            if (call.Name.Length > 0)
            {
                End();
                Note($"{call.Name} ");
            }
            if (call.Arguments.Length > 0)
                Note(call.Arguments);
        }
    }

    /// <summary>Ends the lines that are open.</summary>
    public void End()
    {
        if (_notesOpen)
            terminal.Notes.WriteLine();
        if (_textOpen)
            terminal.Data.Write("\n"u8);
        _notesOpen = _textOpen = false;
    }

    private void Note(string text)
    {
        if (_textOpen)
            End();
        terminal.Notes.Write(text, Dim);
        _notesOpen = !text.EndsWith('\n');
    }

    private void Text(string text)
    {
        if (_notesOpen)
            End();
        terminal.Data.Write(Encoding.UTF8.GetBytes(text));
        terminal.Data.Flush();
        _textOpen = !text.EndsWith('\n');
    }
}
