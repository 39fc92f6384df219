namespace LocalAI.Plugins.Forge.Words;

/// <summary>First names of people and pets.</summary>
internal static class Names
{
    /// <summary>Names for girls in the sets for training.</summary>
    public static IReadOnlyList<string> Girls { get; } =
    [
        "Ada", "Alice", "Amy", "Anna", "Bella", "Carla", "Clara", "Daisy", "Dora", "Ella", "Emma", "Eva", "Fiona", "Grace", "Hanna",
        "Ida", "Ines", "Jane", "Julia", "Kate", "Lara", "Lena", "Lily", "Lisa", "Lucy", "Maria", "Mary", "Mia", "Molly", "Nadia", "Nina",
        "Nora", "Olga", "Olivia", "Paula", "Rosa", "Ruby", "Ruth", "Sara", "Sofia", "Sue", "Tara", "Tina", "Vera", "Wendy", "Yuki", "Zoe",
        "Aisha", "Leila", "Mei", "Priya", "Greta", "Helen", "Irene", "Joan", "Linda", "Martha", "Susan", "Laura", "Diana",
    ];

    /// <summary>Names for boys in the sets for training.</summary>
    public static IReadOnlyList<string> Boys { get; } =
    [
        "Adam", "Alex", "Ali", "Andy", "Anton", "Ben", "Bill", "Bob", "Bruno", "Carl", "Chris", "Dan", "David", "Emil", "Eric", "Felix",
        "Finn", "Frank", "Fred", "George", "Hans", "Harry", "Henry", "Hugo", "Ivan", "Jack", "James", "Jim", "Joe", "John", "Jonas",
        "Kai", "Karl", "Ken", "Leo", "Luke", "Mark", "Martin", "Max", "Mike", "Nick", "Noah", "Oscar", "Otto", "Paul", "Peter", "Ravi",
        "Ray", "Robert", "Sam", "Simon", "Steve", "Theo", "Tim", "Toby", "Tom", "Victor", "Will", "Omar", "Pablo", "Hiro", "Yusuf", "Roy",
    ];

    /// <summary>All names in the sets for training.</summary>
    public static IReadOnlyList<string> Trained { get; } = [.. Girls, .. Boys];

    /// <summary>Names for girls that only sets for measuring have.</summary>
    public static IReadOnlyList<string> HeldOutGirls { get; } =
    [
        "Agnes", "Bianca", "Chloe", "Doris", "Elena", "Flora", "Heidi", "Judith", "Kira", "Mabel", "Petra", "Rita", "Selma", "Tamara",
        "Ursula", "Viola", "Xenia", "Yvonne", "Zelda", "Monica", "Gloria",
    ];

    /// <summary>Names for boys that only sets for measuring have.</summary>
    public static IReadOnlyList<string> HeldOutBoys { get; } =
    [
        "Albert", "Arthur", "Boris", "Cecil", "Conrad", "Edgar", "Gustav", "Igor", "Jasper", "Lionel", "Milo", "Norman", "Oliver",
        "Quentin", "Rupert", "Walter", "Dennis", "Samuel", "Patrick",
    ];

    /// <summary>All names that only sets for measuring have.</summary>
    public static IReadOnlyList<string> HeldOut { get; } = [.. HeldOutGirls, .. HeldOutBoys];
}
