using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>Playing songs.</summary>
internal sealed class MusicTool() : ToolKind(
    ["play_music", "play_music", "play_song", "play", "start_song"],
    ["Play [music|a song].", "Plays a song[| by its title].", "Starts music."],
    "I cannot play music. I have no tool for that.")
{
    private const string Title =
        "[[Golden|Silver|Blue|Red|Green|White|Little|Lonely|Happy|Sweet|Wild|Quiet] "
        + "[River|Moon|Summer|Garden|Train|Road|Star|Night|Ocean|Bird|Rain|Window]"
        + "|Song for {name}|Letter to {name}|Dance with {name}|Back to {town}|Rain in {town}|Goodbye {town}]";

    private static readonly Wordings Questions = new(
        [
            "Play {title}.", "Play the song {title}.", "Please play {title}.", "Can you play {title}?", "I want to hear {title}.",
            "Put on {title}.",
        ],
        ["Could you put on {title}?", "Let me hear {title}."]);

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var title = writer.Say(Title, ("name", writer.Name(50)), ("town", writer.Town(50)));
        return new ToolUse(
            writer.Say(Questions, ("title", title)), $"to hear {title}", Arguments(tool, title), Done(writer, "playing"),
            $"Now playing {title}.", [title]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) => [new(writer.Dice.One(["song", "song", "title", "name"]))];
}
