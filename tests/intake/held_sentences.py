"""Sentences that speak of people as held, or only seem to, and whom they tell of. Everybody in them is invented."""

HELD = (
    (
        "Sena Abril's mother, Leyla Abril, told the League for the Free Press that her daughter's health was failing "
        "in prison.",
        "Sena Abril",
    ),
    ("Talin Orvesh was arrested on 5 May 2020 in Orsk.", "Talin Orvesh"),
    (
        "We write on behalf of Talin Orvesh, a journalist who has been held in Orsk Prison since 2021.",
        "Talin Orvesh / journalist",
    ),
    (
        "Talin Orvesh, a teacher and mother of three, was sentenced to nine years in prison.",
        "Talin Orvesh / teacher and mother of three",
    ),
    (
        "We call for the immediate and unconditional release of Talin Orvesh, Bren Maldo, and Ilka Sten.",
        "Talin Orvesh, Bren Maldo, Ilka Sten",
    ),
    (
        "The authorities detained human rights lawyer Bren Maldo and opposition leaders Ilka Sten and Oru Peltan.",
        "Bren Maldo / human rights lawyer, Ilka Sten / opposition leader, Oru Peltan / opposition leader",
    ),
    ("Judge Karo Venn sentenced Talin Orvesh to eight years.", "Talin Orvesh"),
    ("Mr. Orvesh was detained at the border.", "Orvesh"),
    ("We are deeply concerned about the detention of Talin Orvesh. President Baltsu should free him.", "Talin Orvesh"),
    ("Talin Orvesh's arrest shocked us. His wife, Mira Orvesh, said he was ill.", "Talin Orvesh"),
    (
        "We write regarding Talin Orvesh, former mayor of Orsk. He was arrested in March 2022.",
        "Talin Orvesh / former mayor of Orsk",
    ),
    ("Several activists, including Talin Orvesh and Bren Maldo, were arrested in June.", "Talin Orvesh, Bren Maldo"),
    (
        "Among those detained are Talin Orvesh, an economist; Bren Maldo, a poet; and Ilka Sten.",
        "Talin Orvesh / economist, Bren Maldo / poet, Ilka Sten",
    ),
    ("Political prisoners Talin Orvesh and Bren Maldo remain behind bars.", "Talin Orvesh, Bren Maldo"),
    (
        "The political prisoners include:\n\n- Talin Orvesh, former Speaker of the Assembly\n- Bren Maldo "
        "(poet)\n- Ilka Sten – journalist, arrested on 3 May 2020\n",
        "Talin Orvesh / former Speaker of the Assembly, Bren Maldo / poet, Ilka Sten / journalist",
    ),
    ("President Oru Baltsu ordered the arrest of Talin Orvesh.", "Talin Orvesh"),
    ("Police arrested Talin Orvesh's brother, Bren Orvesh, last week.", "Bren Orvesh"),
    ("Talin Orvesh, who was abducted by agents of Colonel Dren Halvor, has been missing since.", "Talin Orvesh"),
    ("Meridian Watch called for the release of Talin Orvesh.", "Talin Orvesh"),
    ("According to Bren Maldo, Talin Orvesh was arrested without a warrant.", "Talin Orvesh"),
    ("Bren Maldo, director of the Orsk Institute, told reporters that Talin Orvesh had been jailed.", "Talin Orvesh"),
    ("Talin Orvesh is serving a 15-year sentence. Bren Maldo, her husband, has asked for help.", "Talin Orvesh"),
    ("In 2021 a court in Orsk convicted Ms. Ilka Sten of treason.", "Ilka Sten"),
    ("Talin Orvesh has been under house arrest since 2020; Bren Maldo is on trial.", "Talin Orvesh, Bren Maldo"),
    ("Free Talin Orvesh!", "Talin Orvesh"),
    (
        "The case of imprisoned journalist Talin Orvesh, as reported by Bren Maldo of the Orsk Gazette, is grave.",
        "Talin Orvesh / journalist",
    ),
    (
        "We urge you to raise the cases of Talin Orvesh and Bren Maldo, both of whom were sentenced to life.",
        "Talin Orvesh, Bren Maldo",
    ),
    ("Dear friend, Dr. Bren Maldo visited Talin Orvesh in prison.", "Talin Orvesh"),
    ("Detained since October 2020, Talin Orvesh has gone on hunger strike.", "Talin Orvesh"),
    ("On 4 June, security forces took Talin Orvesh into custody.", "Talin Orvesh"),
    ("Talin Orvesh, a political prisoner, and Bren Maldo, a former political prisoner, wrote to us.", "Talin Orvesh"),
    (
        "| Name | Position | Date of arrest |\n|---|---|---|\n| Talin Orvesh | Mayor of Orsk | 5 May 2020 "
        "|\n| Bren Maldo | Teacher | 6 May 2020 |\n",
        "Talin Orvesh / Mayor of Orsk, Bren Maldo / Teacher",
    ),
    (
        "Former Ministers Talin Orvesh and Bren Maldo have been held incommunicado for months.",
        "Talin Orvesh / Former Minister, Bren Maldo / Former Minister",
    ),
    ("The United Assembly has called the detention of Dr. Ilka Sten arbitrary.", "Ilka Sten"),
    ("Talin Orvesh, 45, an American citizen, is being wrongfully detained.", "Talin Orvesh / American citizen"),
    (
        "U.S. citizens Talin Orvesh and Bren Maldo have been imprisoned in Examplia for two years.",
        "Talin Orvesh / U.S. citizen, Bren Maldo / U.S. citizen",
    ),
    ("Senator Karl Bend urged Examplia to release Talin Orvesh, and Ambassador Lea Sorn agreed.", "Talin Orvesh"),
    ("Since his arrest in 2020, Talin Orvesh has not seen a doctor.", "Talin Orvesh"),
    (
        "Four people were sentenced: Talin Orvesh, Bren Maldo, Ilka Sten and Oru Peltan.",
        "Talin Orvesh, Bren Maldo, Ilka Sten, Oru Peltan",
    ),
    (
        "In April, Talin Orvesh, the editor of the Orsk Herald, and Bren Maldo, its correspondent, were "
        "taken into custody.",
        "Talin Orvesh / editor of the Orsk Herald, Bren Maldo",
    ),
    ("Talin Orvesh was one of the first activists to be arrested.", "Talin Orvesh"),
    ("Talin Orvesh was the first to be jailed; Bren Maldo followed.", "Talin Orvesh"),
    ("Authorities have refused to release Talin Orvesh despite her illness.", "Talin Orvesh"),
    ("Talin Orvesh remains in pre-trial detention. So does Bren Maldo.", "Talin Orvesh"),
    ("We also wish to draw your attention to Talin Orvesh, whose detention has been extended.", "Talin Orvesh"),
    ("Talin Orvesh, whose brother Bren Orvesh was jailed, has spoken out.", "Bren Orvesh"),
    ("Minister Dren Halvor visited the prison where Talin Orvesh is held.", "Talin Orvesh"),
    ("Holding Talin Orvesh without charge is unlawful.", "Talin Orvesh"),
    ("Ilka Sten (born 1970), sentenced in 2020 to 12 years, is in Orsk colony.", "Ilka Sten"),
    ("The following persons are detained: 1. Talin Orvesh, 2. Bren Maldo.", "Talin Orvesh, Bren Maldo"),
    ("The Orlan Republic's detention of Talin Orvesh violates the treaty.", "Talin Orvesh"),
    ("The court ordered the release of New York publisher Jori Lam at once.", "Jori Lam / New York publisher"),
    ("Jori Lam was released on bail in 2023.", "Jori Lam"),
    ("Talin Orvesh was beaten, tortured and detained.", "Talin Orvesh"),
    ("Ten aid workers, among them Talin Orvesh and Bren Maldo, are held hostage.", "Talin Orvesh, Bren Maldo"),
    ("Talin Orvesh disappeared on 3 June 2021.", "Talin Orvesh"),
    ("We condemn the enforced disappearance of Talin Orvesh and the trial of Bren Maldo.", "Talin Orvesh, Bren Maldo"),
    ("Ex-President Ruvo Harn accused of detaining Talin Orvesh was acquitted.", "Talin Orvesh"),
    ("As Bren Maldo of Meridian Watch wrote, “the release of Talin Orvesh is long overdue.”", "Talin Orvesh"),
    ("It is one year since Talin Orvesh's imprisonment. Orvesh has been denied care.", "Talin Orvesh"),
    (
        "We, the undersigned, write to express our grave concern over the continued arbitrary detention of "
        "Ilmar Toven, a prominent human rights defender and founder of the Harbor Legal Center, who has "
        "been behind bars in Velmara for over 1,000 days.",
        "Ilmar Toven / prominent human rights defender and founder of the Harbor Legal Center",
    ),
    (
        "On July 22, 2020, Velmaran security services raided the home of Dr. Ilmar Toven and took him away.",
        "Ilmar Toven",
    ),
    (
        "The Velmaran government is holding at least 23 political prisoners, including journalist Sena "
        "Abril; opposition politician Yusif Karan; and brothers Tural and Emin Sadiq.",
        "Sena Abril / journalist, Yusif Karan / opposition politician, Tural Sadiq, Emin Sadiq",
    ),
    (
        "Ms. Abril, editor-in-chief of Velmara News, was detained on charges of smuggling. Ms. Abril's "
        "colleague, Deputy Editor Oksan Reza, was detained the same day.",
        "Abril / editor-in-chief of Velmara News, Oksan Reza / Deputy Editor",
    ),
    (
        "Please find below a list of individuals currently in detention:\n\n1. Sena Abril (Velmara News), "
        "detained 20 November 2023\n2. Yusif Karan – chairman of the Dawn Party – sentenced to 6 years\n3. "
        "Mr. Tural Sadiq, activist\n",
        "Sena Abril, Yusif Karan / chairman of the Dawn Party, Tural Sadiq / activist",
    ),
    ("President Aldo Revin has refused to pardon Yusif Karan.", "Yusif Karan"),
    ("The court of appeal, presided over by Judge Raf Muril, upheld the sentence of Yusif Karan.", "Yusif Karan"),
    (
        "Yusif Karan's trial began on May 1 before Judge Raf Muril. Prosecutor Ana Dolm asked for 12 years.",
        "Yusif Karan",
    ),
    (
        "He joins Ilmar Toven, Sena Abril and dozens of others who are imprisoned for their views.",
        "Ilmar Toven, Sena Abril",
    ),
    ("Since 2019, Velmara has arrested, tried, and imprisoned Ilmar Toven three times.", "Ilmar Toven"),
    ("We ask that you meet with the family of Ilmar Toven, who remains imprisoned.", "Ilmar Toven"),
    (
        "Among the prisoners of war still held by Velmara are Sergeant Oru Peltan, Vigen Ulmar, and Ljudvig Mkrin.",
        "Oru Peltan / Sergeant, Vigen Ulmar, Ljudvig Mkrin",
    ),
    (
        "Bishop Albin Rudan, an outspoken critic of the regime, was convicted of conspiracy and sentenced "
        "to 26 years in prison.",
        "Albin Rudan / Bishop",
    ),
    ("The regime stripped Bishop Albin Rudan of his nationality and imprisoned him.", "Albin Rudan / Bishop"),
    (
        "Ilmar Toven was awarded the Orlan Prize. The prize was accepted by Mika Stern because he was in jail.",
        "Ilmar Toven",
    ),
    (
        "Three years ago today, 19-year-old student Rada Malin was arrested for a social media post.",
        "Rada Malin / 19-year-old student",
    ),
    ("Rada Malin, 19, has been in pretrial detention for 200 days.", "Rada Malin"),
    (
        "In September 2023, the authorities arrested former de facto officials Rubo Vanar, Ark Gukar, and Davo Ishkar.",
        (
            "Rubo Vanar / former de facto official, Ark Gukar / former de facto official, Davo Ishkar / former de "
            "facto official"
        ),
    ),
    (
        "To this day, eight former leaders are in Orsk: Rubo Vanar, Ark Gukar, Davo Ishkar. They face life sentences.",
        "Rubo Vanar, Ark Gukar, Davo Ishkar",
    ),
    ("We further call on Velmara to drop all charges against Sena Abril and to release her immediately.", "Sena Abril"),
    ("Your predecessor, Ambassador Lea Sorn, raised the case of Ilmar Toven, who was then in custody.", "Ilmar Toven"),
    (
        "Mika Stern, who chairs the Freedom Forum, has campaigned for the release of her husband, Ilmar Toven.",
        "Ilmar Toven / husband",
    ),
    ("The Committee was briefed by Mika Stern, wife of detained dissident Ilmar Toven.", "Ilmar Toven / dissident"),
    (
        "The hostages – Oru Peltan, Vigen Ulmar and Rada Malin – have been held for 100 days.",
        "Oru Peltan, Vigen Ulmar, Rada Malin",
    ),
    ("Bring Oru Peltan home: he was abducted from his house on May 7.", "Oru Peltan"),
    (
        "Examplian authorities placed Nadia Brel under house arrest and sentenced her co-defendant, Igor "
        "Sand, to three years.",
        "Nadia Brel, Igor Sand / co-defendant",
    ),
    (
        "Nobel laureate Nadia Brel and her co-defendants Igor Sand and Vera Lonn are serving sentences of "
        "up to ten years.",
        "Nadia Brel / Nobel laureate, Igor Sand / co-defendant, Vera Lonn / co-defendant",
    ),
    (
        "The Working Group on Arbitrary Detention found that the detention of Nadia Brel and Igor Sand was "
        "arbitrary (Opinion No. 5/2021).",
        "Nadia Brel, Igor Sand",
    ),
    (
        "Dissident Igor Sand has been held incommunicado since May; his sister Olga Sand was briefly detained.",
        "Igor Sand / Dissident, Olga Sand",
    ),
    ("Examplia's release of Vera Lonn last month shows that pressure works.", "Vera Lonn"),
    ("Nadia Brel, Igor Sand and Vera Lonn have now spent 500 days behind bars.", "Nadia Brel, Igor Sand, Vera Lonn"),
    ("The arrest of the mayor of Orsk, Emre Toral, on March 19 sparked protests.", "Emre Toral / mayor of Orsk"),
    ("Orsk Mayor Emre Toral was arrested on March 19.", "Emre Toral / Orsk Mayor"),
    (
        "Journalist and human rights defender Hana Rizel has been convicted of espionage.",
        "Hana Rizel / Journalist and human rights defender",
    ),
    (
        "Hana Rizel — a journalist — and Omid Tal — a lawyer — were seized at the airport.",
        "Hana Rizel / journalist, Omid Tal / lawyer",
    ),
    ("In the case of Hana Rizel v. Examplia, the Court held that her detention was unlawful.", "Hana Rizel"),
    ("Police Chief Omar Delt, who arrested Hana Rizel, was promoted.", "Hana Rizel"),
    (
        "The detention of Hana Rizel by agents of Colonel Omar Delt, the arrest of Omid Tal and the raid on "
        "the house of Rena Kast are part of a pattern.",
        "Hana Rizel, Omid Tal",
    ),
    ("Hana Rizel was detained together with Omid Tal.", "Hana Rizel, Omid Tal"),
    ("Ten of our members, Hana Rizel among them, are in prison.", "Hana Rizel"),
    ("Hana Rizel's imprisonment, and that of Omid Tal, must end.", "Hana Rizel, Omid Tal"),
    ("In 2022 Hana Rizel, then aged 17, was jailed for life.", "Hana Rizel"),
    (
        "Evan Tolm and Pavel Winn, Americans wrongfully detained in Examplia, must come home.",
        "Evan Tolm / American, Pavel Winn / American",
    ),
    ("Examplia continues to unjustly imprison American Evan Tolm.", "Evan Tolm / American"),
    (
        "Sir Karl Malt MP raised with Foreign Secretary Liam Dorr the imprisonment of Tarsenian-Velmaran "
        "writer Alma Fatin.",
        "Alma Fatin / Tarsenian-Velmaran writer",
    ),
    (
        "Jarko Sohl, a Tarsenian national, was abducted by plain-clothes police officers. His brother Goran "
        "Sohl has campaigned for him.",
        "Jarko Sohl / Tarsenian national",
    ),
)

NOT_HELD = (
    "Prosecutor General Kamo Drest indicated that more arrests would follow.",
    "Her lawyer, Bren Maldo, said that she had been beaten.",
    "We met with Minister Dren Halvor in Geneva. A meeting with Bren Maldo was held in June.",
    "Bren Maldo held a press conference.",
    "General Dren Halvor must be held accountable.",
    "Talin Orvesh died in custody in 2019.",
    "The Governor signed the decree on behalf of Talin Orvesh.",
    "Talin Orvesh was never arrested.",
    "An arrest warrant was issued for Talin Orvesh.",
    "Orsk Prison director Dren Halvor denied that prisoners are tortured.",
    "Bren Maldo, the lawyer of Talin Orvesh, was not allowed to see the file.",
    "The wife of Talin Orvesh was detained at the airport.",
    "We remember the killing of Talin Orvesh, who was arrested in 2015.",
    "Judge Karo Venn, who presided over the trial, sentenced them to prison.",
    "Bren Maldo reported that she had been arrested.",
    "The prisoners' lawyers, Bren Maldo and Ilka Sten, were not heard.",
    "Opposition leader Talin Orvesh has been sentenced in absentia.",
    "Reporter Ilka Sten wrote in the Orsk Times about political prisoners.",
    "She was accompanied by Bren Maldo when she was arrested.",
    (
        "Secretary Brand said that Examplia must release all those unjustly detained. As Representative Dora Finch"
        " noted, this is not the first time."
    ),
    (
        "We request that you impose sanctions on those responsible for these detentions, including Interior "
        "Minister Vilan Estov and Judge Raf Muril."
    ),
    "In his testimony, former detainee Pavel Ostin described torture in Orsk Prison.",
    "The Chamber passed the Ilmar Toven Human Rights Act in 2016.",
    "Captain Vilan Estov of the Orsk Police arrested the demonstrators and beat Rada Malin.",
    "No one has been held accountable for the murder of journalist Petra Solm.",
    "We thank Special Rapporteur Mary Lund for her report on arbitrary detention.",
    "As a former political prisoner myself, I, Mika Stern, know what this means.",
    "Market analyst Peter Grun wrote that arrests would hurt markets.",
)

OTHER_LANGUAGES = (
    (
        "Talin Orvesh a été arrêtée le 5 mai 2020. Nous demandons la libération de Bren Maldo, avocat.",
        "Talin Orvesh, Bren Maldo / avocat",
    ),
    (
        "Die Journalistin Talin Orvesh wurde am 5. Mai 2020 in Orsk verhaftet. Wir fordern die Freilassung "
        "von Bren Maldo.",
        "Talin Orvesh / Journalistin, Bren Maldo",
    ),
    (
        "La periodista Talin Orvesh fue detenida el 5 de mayo. Exigimos la liberación de Bren Maldo.",
        "Talin Orvesh / periodista, Bren Maldo",
    ),
    (
        "Журналист Тарас Орвеш был арестован 5 мая 2020 года. Требуем освобождения Брена Мальдо.",
        "Тарас Орвеш / Журналист, Брена Мальдо",
    ),
    (
        "Gazeteci Talin Orveş 5 Mayıs'ta tutuklandı. Bren Maldo'nun serbest bırakılmasını istiyoruz.",
        "Talin Orveş / Gazeteci, Bren Maldo",
    ),
)

MORE_LANGUAGES = (
    ("L'avocate Talin Orvesh, détenue depuis le 3 mai, est malade.", "Talin Orvesh / avocate"),
    ("Son avocat, Maître Bren Maldo, n'a pu la voir après son arrestation.", ""),
    ("Plusieurs opposants, dont Talin Orvesh et Bren Maldo, ont été condamnés.", "Talin Orvesh, Bren Maldo"),
    ("Seit dem 11. Mai 2020 sitzt der Filmemacher Ilja Borsan in Untersuchungshaft.", "Ilja Borsan / Filmemacher"),
    ("Wir bitten Sie, sich bei Ihrem Amtskollegen für seine Freilassung einzusetzen.", ""),
    ("Los presos políticos Talin Orvesh y Bren Maldo siguen en prisión.", "Talin Orvesh, Bren Maldo"),
    ("Il giornalista Talin Orvesh è stato arrestato a maggio.", "Talin Orvesh / giornalista"),
    ("Правозащитник Тарас Орвеш находится под стражей с 2020 года.", "Тарас Орвеш / Правозащитник"),
    ("Avukat Deniz Karaçal 19 Aralık 2022'den beri Taşlık Cezaevi'nde tutuklu.", "Deniz Karaçal / Avukat"),
    ("Դիմում ենք Ձեզ լրագրող Տիգրան Վարսամի կալանավորման կապակցությամբ:", "Տիգրան Վարսամի / լրագրող"),
)
