namespace LocalAI.Plugins.Forge.Chat.Stories;

/// <summary>All plots.</summary>
internal static class Plots
{
    public static IReadOnlyList<Plot> All { get; } =
    [
        new("helping",
            [
                "{He} had {a look} {thing} and [loved it very much|played with it every day|took it everywhere].",
                "One [day|morning|evening], the {thing} was gone. {Hero} looked [under the bed and behind the door|in the "
                + "grass and under the trees|here and there], but {he} could not find it. {He} [was very sad|began to cry|sat "
                + "down and cried].",
                "Then {a fkind} named {friend} came by. \"Why are you [so |]sad?\" asked {friend}. \"I have lost my {thing},\" "
                + "said {hero}. \"[I will help you|Let me help you|Let us look together],\" said {friend}.",
                "They [looked and looked|looked everywhere|walked along the path]. At last, {friend} saw something {look} "
                + "[under a bush|behind a tree|in the tall grass]. It was the {thing}!",
                "\"Thank you, {friend}!\" said {hero}. From that day on, they [played together every day|were good "
                + "friends|shared the {thing}].",
            ],
            "{Hero} the {kind} lost {a look} {thing}. {Friend} the {fkind} helped {him} to find it.", "It is good to help each other.")
        {
            HasThing = true,
            Questions =
            [
                ("What did {hero} lose?", "{Hero} lost {a look} {thing}."), ("Who helped {hero}?", "{Friend} the {fkind} helped {hero}."),
                ("Who found the {thing}?", "{Friend} found the {thing}."),
            ],
        },
        new("friendship",
            [
                "{He} had [a nice home|a warm bed|many toys], but {he} had no friends. {He} [wished for a friend|wanted "
                + "someone to play with] very much.",
                "One [day|sunny day|morning], {hero} went for a walk and heard a [small |]voice. \"Help!\" it said. It was {a "
                + "fkind}. {Fhis} foot was caught [under a stone|between two branches|in a hole].",
                "{Hero} was [a bit |]afraid, but {he} [pulled and pulled|pulled as hard as {he} could] until the {fkind} was free.",
                "\"Thank you! My name is {friend},\" said the {fkind}. \"Will you be my friend?\" asked {hero}. \"Yes!\" said {friend}.",
                "After that, {hero} was never [alone|lonely] again. [Every day they played and laughed.|They played together "
                + "every day.|They were best friends.]",
            ],
            "{Hero} the {kind} had no friends. {He} helped {friend} the {fkind}, and they became friends.",
            "Who helps others finds friends.")
        {
            Questions =
            [
                ("What did {hero} wish for?", "{Hero} wished for a friend."), ("Who was caught?", "{Friend} the {fkind} was caught."),
                ("Who became friends?", "{Hero} and {friend} became friends."),
            ],
        },
        new("courage",
            [
                "{Hero} was afraid of [the dark|storms|deep water]. When others went out to play, {he} stayed [at home|in bed].",
                "One night, there was a [loud noise|big storm|loud cry]. {Hero} looked out and saw {his} friend {friend}, {a "
                + "fkind}. {Friend} [had fallen into the water|was lost in the dark|could not find the way home].",
                "{Hero} was [very |]afraid. But {he} thought of {his} friend and ran out. \"Take my hand!\" {he} called.",
                "{Friend} held on, and {hero} brought {fhim} home. They were [cold and wet|tired], but they were safe.",
                "\"You are so brave!\" said {friend}. {Hero} [smiled|laughed]. {He} was not afraid any more.",
            ],
            "{Hero} the {kind} was often afraid. But {he} saved {his} friend {friend} the {fkind}, and then {he} was brave.",
            "You can be afraid and still be brave.")
        {
            Questions =
            [
                ("Who was in danger?", "{Friend} the {fkind} was in danger."), ("Who saved {friend}?", "{Hero} saved {friend}."),
            ],
        },
        new("sharing",
            [
                "One [day|morning], {hero} had a [big|fine|fresh] {food}. \"This is all for me,\" {he} said [and sat down to eat|happily].",
                "Then {a fkind} came to the door. \"I am {friend}, and I am so hungry,\" said the {fkind}. \"Can I have some "
                + "{food}?\" \"No,\" said {hero}. \"It is mine.\"",
                "{Friend} went away [sadly|with a sad face]. {Hero} began to eat, but the {food} did not taste good. {He} felt "
                + "[sorry|bad].",
                "So {he} ran out and called, \"{Friend}, come back! [We can share|Let us share|There is enough for two].\"",
                "They ate the {food} together, and now it tasted [very good|wonderful|sweet]. The next day, {friend} brought "
                + "[{hero} a flower|a gift for {hero}|something nice for {hero}].",
            ],
            "{Hero} the {kind} did not want to share the {food}. But then {he} shared it with {friend} the {fkind}, and both were happy.",
            "Sharing makes everything better.")
        {
            Questions =
            [
                ("What did {hero} have?", "{Hero} had {a food}."), ("Who was hungry?", "{Friend} the {fkind} was hungry."),
                ("What did they eat?", "They ate the {food}."),
            ],
        },
        new("honesty",
            [
                "One [day|afternoon], {hero} found {a look} {thing} [on the road|in the grass|under a tree]. It was [very "
                + "beautiful|so pretty]. {He} wanted to keep it.",
                "Soon {he} met {a fkind} who [was crying|looked very sad]. \"I am {friend},\" said the {fkind}. \"I have lost "
                + "my {thing}. My [mother|grandmother] gave it to me.\"",
                "{Hero} [looked down|was quiet for a while]. {He} wanted the {thing} so much. But then {he} [said|told the "
                + "truth], \"I have found it. Here it is.\"",
                "{Friend} [jumped for joy|was so happy]. \"Thank you! [You are honest|You are good]. Come to my house and eat "
                + "cake with me.\"",
                "They ate cake [and told stories|all afternoon|and laughed], and {hero} was happier than with any {thing}.",
            ],
            "{Hero} the {kind} found {a look} {thing}. It belonged to {friend} the {fkind}, and {hero} gave it back.",
            "It is right to tell the truth.")
        {
            HasThing = true,
            Questions =
            [
                ("What did {hero} find?", "{Hero} found {a look} {thing}."), ("Whose {thing} was it?", "It was {friend}'s {thing}."),
                ("What did they eat?", "They ate cake."),
            ],
        },
        new("a journey",
            [
                "{Hero} had one [big |]wish: {he} wanted to see the [world|end of the rainbow|great waterfall].",
                "So one [morning|spring day], {he} packed [some bread|an apple] and {a look} {thing} and [set out|began to "
                + "walk]. {He} walked [over hills and fields|for three days|through the rain].",
                "Then {he} came to a wide river, and there was no bridge. \"Oh no!\" said {hero}. \"[I must go back|I cannot go on].\"",
                "But {a fkind} named {friend} [sat by the river|lived there]. \"I know [a way|a safe place to cross],\" said "
                + "{friend}. \"Follow me!\" Step by step, they went through the water.",
                "On the other side, the sun came out, and {hero} saw [the most beautiful place|more than {he} had ever dreamed "
                + "of]. {He} [told everyone about it at home|went home happy] and never forgot {friend}.",
            ],
            "{Hero} the {kind} went on a journey and came to a wide river. {Friend} the {fkind} showed {him} how to cross it.",
            "With a friend, you can go far.")
        {
            HasThing = true,
            Questions =
            [
                ("What did {hero} come to?", "{Hero} came to a wide river."),
                ("Who showed the way?", "{Friend} the {fkind} showed the way."),
                ("What did {hero} pack?", "{Hero} packed food and {a look} {thing}."),
            ],
        },
        new("working together",
            [
                "{Hero} wanted to build a [little |new |]house. {He} worked [all day|for many days] with wood and stones.",
                "But one night, a [big|strong|wild] storm came. The wind [blew and blew|was so strong], and the house fell "
                + "down. {Hero} [cried|was very sad].",
                "The next morning, {his} friend {friend}, {a fkind}, came to see {him}. \"[Do not cry|Do not be sad],\" said "
                + "{friend}. \"[We will build it again|Together we can build a better one].\"",
                "{Friend} carried the wood, and {hero} [put the stones in place|made the roof]. They worked until [evening|the "
                + "sun went down].",
                "The new house was [bigger and stronger|even better] than the old one. {Hero} put {a look} {thing} [over the "
                + "door|by the window], and the two friends drank tea together.",
            ],
            "A storm broke the house of {hero} the {kind}. {Friend} the {fkind} helped {him} to build a new one.",
            "Together we can do more.")
        {
            HasThing = true,
            Questions =
            [
                ("What did {hero} build?", "{Hero} built a house."), ("What broke the house?", "A storm broke the house."),
                ("Who helped {hero}?", "{Friend} the {fkind} helped {hero}."),
            ],
        },
        new("patience",
            [
                "{Hero} wanted to learn to [swim|sing|dance|paint]. But [at first it went badly|it was hard], and the others laughed.",
                "\"I will never learn it,\" said {hero}. {He} [went home|sat under a tree] and was [sad|angry].",
                "There {he} met {friend}, a wise {fkind}. \"I also could not do it at first,\" said {friend}. \"[Try a little "
                + "every day|You must try again and again].\"",
                "So {hero} tried [every morning|day after day]. {Friend} watched and helped. It went a bit better each time.",
                "After some weeks, {hero} could do it [very well|better than anyone]. Everyone [clapped|was surprised], and "
                + "{friend} smiled.",
            ],
            "{Hero} the {kind} wanted to learn something hard. {Friend} the {fkind} helped {him}, and {he} tried until {he} could do it.",
            "Try again, and you will learn it.")
        {
            Questions =
            [
                ("Who helped {hero}?", "{Friend} the {fkind} helped {hero}."), ("What was {friend}?", "{Friend} was a wise {fkind}."),
            ],
        },
        new("a birthday",
            [
                "It was the birthday of {his} friend {friend}, {a fkind}. {Hero} wanted to give {fhim} [something nice|a surprise].",
                "{He} had no money, so {he} thought [for a long time|hard]. \"I can bake {a food}!\" {he} said. But there was "
                + "no [sugar|butter|milk] in the house.",
                "{Hero} went from door to door. [At last, an old woman|A kind neighbour|A good baker] gave {him} what {he} needed.",
                "{He} worked [all morning|for hours], and the {food} was ready [just in time|before noon]. {He} also put {a "
                + "look} {thing} [beside it|into a bag].",
                "\"Happy birthday!\" called {hero}. {Friend} [was so happy that {fhe} danced|laughed and hugged {him}]. It was "
                + "the best birthday [of all|ever].",
            ],
            "{Hero} the {kind} baked {a food} for the birthday of {friend} the {fkind}. {Friend} was very happy.",
            "A gift from the heart is the best gift.")
        {
            HasThing = true,
            Questions =
            [
                ("Whose birthday was it?", "It was {friend}'s birthday."), ("What did {hero} bake?", "{Hero} baked {a food}."),
            ],
        },
        new("kindness",
            [
                "{His} best friend was {friend}, {a fkind}. They [met|played] every [day|morning].",
                "But one day, {friend} did not come. {Hero} [waited and waited|waited a long time]. Then {he} went to "
                + "{friend}'s house. {Friend} was ill and lay in bed.",
                "\"I will take care of you,\" said {hero}. {He} made [hot soup|warm tea] and [told funny stories|sang a song]. "
                + "{He} also gave {fhim} {a look} {thing} to hold.",
                "{Hero} came again [every day|day after day]. {He} never forgot.",
                "After [a week|some days], {friend} was well again. \"You are the best friend of all,\" {fhe} said, and they "
                + "[ran out to play|went out into the sun].",
            ],
            "{Friend} the {fkind} was ill. {Hero} the {kind} took care of {fhim} until {fhe} was well again.",
            "Be kind to those who need you.")
        {
            HasThing = true,
            Questions =
            [
                ("Who was ill?", "{Friend} the {fkind} was ill."), ("Who took care of {friend}?", "{Hero} took care of {friend}."),
                ("What did {hero} give {friend}?", "{Hero} gave {friend} {a look} {thing}."),
            ],
        },
        new("a wish",
            [
                "{He} [liked|loved] to look at the [moon|stars|sky] and had one wish: {he} wanted to [fly|touch the clouds].",
                "One [evening|night], a star fell [down|from the sky] into the grass. Beside it sat {a fkind}. \"I am "
                + "{friend},\" said the {fkind}. \"Who finds a star [has one wish|may make a wish].\"",
                "{Hero} [thought for a while|closed {his} eyes]. Then {he} saw that {friend} was [cold|hungry|sad] and had no home.",
                "\"I wish that {friend} has a home,\" said {hero}. The star [shone brightly|began to shine], and there stood a "
                + "[small|warm|pretty] house with {a look} {thing} in the window.",
                "{Friend} [danced with joy|was so happy]. \"Live here with me,\" {fhe} said. {Hero} [never needed another "
                + "wish|had found something better than flying].",
            ],
            "{Hero} the {kind} found a star and could make a wish. {He} wished for a home for {friend} the {fkind}.",
            "It is good to think of others.")
        {
            HasThing = true,
            Questions =
            [
                ("What fell into the grass?", "A star fell into the grass."),
                ("What did {hero} wish for?", "{Hero} wished for a home for {friend}."),
                ("What was in the window?", "There was {a look} {thing} in the window."),
            ],
        },
        new("a secret",
            [
                "One [rainy|quiet|cold] day, {hero} found a [little|secret] door [behind a tree|in the wall|under the stairs]. "
                + "{He} [opened it slowly|pushed it open].",
                "Behind the door, there was a [dark|long|narrow] [path|tunnel]. At its end, {he} saw {a look} {thing}.",
                "\"Do not touch it!\" said a voice. It was {friend}, {a fkind}. \"I [watch over|take care of] this {thing}. "
                + "[It is very old.|It was my mother's.]\"",
                "\"I only want to look,\" said {hero}. \"Are you not alone here?\" \"Yes,\" said {friend} [quietly|sadly]. "
                + "\"Nobody ever comes.\"",
                "So {hero} came again every [day|week], and {he} told nobody about the door. It was their secret, and they "
                + "were [both happy|good friends].",
            ],
            "{Hero} the {kind} found a door and behind it {a look} {thing}. There {he} met {friend} the {fkind}, and it became "
            + "their secret.",
            "A friend can keep a secret.")
        {
            HasThing = true,
            Questions =
            [
                ("What did {hero} find?", "{Hero} found a door."),
                ("Who took care of the {thing}?", "{Friend} the {fkind} took care of the {thing}."),
                ("What did {hero} see behind the door?", "{Hero} saw {a look} {thing}."),
            ],
        },
        new("saying sorry",
            [
                "{His} friend {friend}, {a fkind}, had {a look} {thing}. One day, {hero} played with it and [dropped it|was "
                + "not careful]. The {thing} broke!",
                "\"Who did this?\" asked {friend}. {Hero} [was afraid|did not know what to say]. \"It was the wind,\" {he} said.",
                "That night, {hero} could not sleep. {He} felt [bad|very sorry]. [In the morning|When the sun came up], {he} "
                + "ran to {friend}'s house.",
                "\"It was not the wind. It was me,\" said {hero}. \"I am sorry.\" {Friend} was quiet. Then {fhe} [smiled|gave "
                + "{him} a hug]. \"Thank you for telling me.\"",
                "Together they [mended|repaired] the {thing}, and it was [as good as new|even nicer than before].",
            ],
            "{Hero} the {kind} broke the {thing} of {friend} the {fkind}. {He} said sorry, and they mended it together.",
            "It is never too late to say sorry.")
        {
            HasThing = true,
            Questions =
            [
                ("What did {hero} break?", "{Hero} broke {a look} {thing}."), ("Whose {thing} was it?", "It was {friend}'s {thing}."),
                ("What did they mend?", "They mended the {thing}."),
            ],
        },
        new("being clever",
            [
                "Every [day|evening], {a fkind} named {friend} took {hero}'s [lunch|dinner|bread]. \"I am [bigger|stronger] "
                + "than you,\" laughed {friend}.",
                "{Hero} was [angry|hungry and sad], but {he} did not want to fight. So {he} [sat down and thought|made a plan].",
                "The next day, {he} baked {a food} with a lot of [pepper|salt] in it and put it [on the table|by the window].",
                "{Friend} came, took a big bite and [cried|shouted], \"Water! Water!\" {Hero} brought {fhim} [some water|a cup "
                + "of water]. \"You are kind,\" said {friend}. \"And I was bad to you.\"",
                "From then on, {friend} never took anything again. {Fhe} asked, and {hero} [always gave {fhim} some|shared with {fhim}].",
            ],
            "{Friend} the {fkind} always took the food of {hero} the {kind}. {Hero} had a clever plan, and {friend} stopped.",
            "It is better to be clever than strong.")
        {
            Questions =
            [
                ("What did {hero} bake?", "{Hero} baked {a food}."), ("Who took the food?", "{Friend} the {fkind} took the food."),
                ("What did {friend} need?", "{Friend} needed water."),
            ],
        },
    ];
}
