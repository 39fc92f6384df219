using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Faces.Detection;

/// <summary>A box that a detector's output holds, before those that show one face are made one.</summary>
/// <param name="Box">Where it is, in pixels of the picture.</param>
/// <param name="Score">How sure the detector is, 0..1.</param>
/// <param name="Level">Which of the strides it is from.</param>
/// <param name="Row">Which row of that stride's outputs.</param>
internal readonly record struct Candidate(Box Box, float Score, int Level, int Row);
